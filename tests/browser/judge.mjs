// Judges HTML files in headless Chromium; see README.md.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import axe from 'axe-core';
import { launch, printed, run, watch } from './browser.mjs';

const LIMIT_MS = 120_000;
const SETTLE_MS = 150;
const WIDTHS = [360, 1280];
const HEIGHT = 800;
const SCHEMES = ['light', 'dark'];
const FORMATS = ['A4', 'Letter'];
const MAX_TABS = 200;
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

function fail(message) {
  process.stderr.write(`judge: ${message}\n`);
  process.exit(2);
}

async function show(page, width, colorScheme) {
  await page.setViewportSize({ width, height: HEIGHT });
  await page.emulateMedia({ colorScheme });
  await page.waitForTimeout(SETTLE_MS);
}

// What is inside a closed <details> is neither laid out nor checked by axe.
function openDetails(page) {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) {
      details.removeAttribute('name');
      details.open = true;
    }
  });
}

function frameContents(frame) {
  return frame.evaluate(() => {
    const all = [...document.querySelectorAll('*')];
    const pick = (selector) => [...document.querySelectorAll(selector)];
    return {
      scripts: pick('script').length,
      handlers: all.flatMap((e) => e.getAttributeNames()).filter((name) => /^on/i.test(name)).length,
      links: pick('a, area')
        .map((e) => e.getAttribute('href') ?? e.getAttribute('xlink:href'))
        .filter((href) => href !== null),
      executed: window.__ran !== undefined,
      headings: pick('h1, h2, h3, h4, h5, h6').map((e) => ({
        level: Number(e.localName[1]),
        text: e.textContent.trim().replace(/\s+/g, ' '),
      })),
      // These reach out without a request that the browser would surely report.
      hints: pick('link[rel~="preconnect" i], link[rel~="dns-prefetch" i], link[rel~="icon" i]')
        .map((e) => e.href)
        .filter((href) => !href.startsWith('data:')),
    };
  });
}

async function contents(page) {
  // A frame that failed to load holds the browser's own error page.
  const own = page.frames().filter((frame) => !frame.url().startsWith('chrome-error:'));
  const frames = await Promise.all(own.map(frameContents));
  const sum = (key) => frames.reduce((total, frame) => total + frame[key], 0);
  return {
    scripts: sum('scripts'),
    handlers: sum('handlers'),
    links: frames.flatMap((frame) => frame.links),
    executed: frames.some((frame) => frame.executed),
    headings: frames.flatMap((frame) => frame.headings),
    hints: frames.flatMap((frame) => frame.hints),
  };
}

async function keyboard(page) {
  const stops = [];
  while (stops.length < MAX_TABS) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body || e === document.documentElement) return null;
      const style = getComputedStyle(e);
      const text = e.textContent.trim().replace(/\s+/g, ' ').slice(0, 40);
      return {
        element: e.id ? `${e.localName}#${e.id}` : `${e.localName} ${text}`.trim(),
        focusVisible: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
      };
    });
    if (!stop) break;
    stops.push(stop);
  }
  return stops;
}

async function looks(page, stem) {
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      await show(page, width, scheme);
      // caret: 'initial' keeps the tool from adding a style of its own to the page.
      if (stem) await page.screenshot({ path: `${stem}-${width}-${scheme}.png`, fullPage: true, caret: 'initial' });
    }
  }
}

async function pdfs(page, stem) {
  await show(page, 1280, 'light');
  const results = [];
  for (const format of FORMATS) results.push(await printed(page, format, `${stem}-${format}.pdf`));
  return results;
}

async function overflow(page) {
  const results = [];
  for (const viewport of WIDTHS) {
    await show(page, viewport, 'light');
    const found = await page.evaluate(() => {
      const all = [...document.querySelectorAll('body, body *')];
      const scrolls = (e) => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX);
      const scrollers = new Set(all.filter((e) => scrolls(e) && e.scrollWidth > e.clientWidth));
      const insideScroller = (e) => {
        for (let up = e.parentElement; up; up = up.parentElement) if (scrollers.has(up)) return true;
        return false;
      };
      const right = (e) => Math.round(e.getBoundingClientRect().right * 10) / 10;
      return {
        width: document.documentElement.scrollWidth,
        inner: innerWidth,
        scrollers: scrollers.size,
        culprits: all
          .filter((e) => right(e) > innerWidth && !insideScroller(e))
          .slice(0, 5)
          .map((e) => ({ element: [e.localName, ...e.classList].join('.'), right: right(e) })),
      };
    });
    results.push({ viewport, ...found });
  }
  return results;
}

// The page as it is: its own policy holds, nothing is put into it.
async function judgeAsIs(browser, url, stem, keep) {
  const context = await browser.newContext({ viewport: { width: 1280, height: HEIGHT } });
  const page = await context.newPage();
  const seen = await watch(page, url);
  await page.goto(url, { timeout: LIMIT_MS });
  await page.waitForTimeout(SETTLE_MS);
  const { hints, ...facts } = await contents(page);
  const stops = await keyboard(page);
  await looks(page, keep && stem);
  const pdf = await pdfs(page, stem);
  await openDetails(page);
  const widths = await overflow(page);
  await context.close();
  const requests = [...new Set([...seen.requests, ...hints])];
  return { ...seen, requests, ...facts, overflow: widths, keyboard: stops, pdf };
}

// Runs inside the page.
async function runAxe(values) {
  const result = await window.axe.run(document, {
    runOnly: { type: 'tag', values },
    resultTypes: ['violations', 'incomplete'],
  });
  const entry = ({ id, impact, nodes }) => ({
    id,
    impact,
    nodes: nodes.length,
    example: nodes[0].html.slice(0, 300),
    summary: nodes[0].failureSummary,
  });
  return { violations: result.violations.map(entry), undecided: result.incomplete.map(entry) };
}

// A fresh page whose policy is bypassed, so that axe can be put into it.
async function judgeAxe(browser, url) {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(url, { timeout: LIMIT_MS });
  await openDetails(page);
  await page.evaluate(axe.source);
  const violations = [];
  const undecided = [];
  for (const scheme of SCHEMES) {
    for (const width of WIDTHS) {
      await show(page, width, scheme);
      const found = await page.evaluate(runAxe, AXE_TAGS);
      const entry = (rule) => ({ scheme, width, ...rule });
      violations.push(...found.violations.map(entry));
      undecided.push(...found.undecided.map(entry));
    }
  }
  await context.close();
  return { axe: violations, axeUndecided: undecided };
}

async function judge(browser, file, dir, scratch) {
  const url = pathToFileURL(resolve(file)).href;
  const stem = join(dir ?? scratch, basename(file).replace(/\.html?$/i, ''));
  const [facts, accessibility] = await Promise.all([
    judgeAsIs(browser, url, stem, dir !== undefined),
    judgeAxe(browser, url),
  ]);
  return { file, ...facts, ...accessibility };
}

function withinLimit(promise, file) {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Error(`${file}: not judged within ${LIMIT_MS / 1000} s`)), LIMIT_MS);
    promise.then(done, (e) => failed(new Error(`${file}: ${e.message}`))).finally(() => clearTimeout(timer));
  });
}

function readArguments() {
  const { values, positionals: files } = parseArgs({
    allowPositionals: true,
    options: { screenshots: { type: 'string' } },
  });
  if (files.length === 0) throw new Error('usage: node judge.mjs [--screenshots DIR] FILE.html...');
  for (const file of files) if (!statSync(file).isFile()) throw new Error(`${file}: not a file`);
  const dir = values.screenshots;
  if (dir) {
    const names = new Set(files.map((file) => basename(file)));
    if (names.size < files.length) throw new Error('--screenshots needs files of different names');
    mkdirSync(dir, { recursive: true });
  }
  return { files, dir };
}

async function main() {
  const { files, dir } = readArguments();
  await run('pdftotext', ['-v']);
  await run('pdfinfo', ['-v']);
  // Scratch takes in the browser's own temporary files too; they go however this ends.
  const scratch = mkdtempSync(join(tmpdir(), 'judge-'));
  process.on('exit', () => {
    try {
      rmSync(scratch, { recursive: true, force: true });
    } catch {} // a browser that is being killed may still write there
  });
  process.env.TMPDIR = scratch;
  const browser = await launch();
  const results = [];
  for (const file of files) results.push(await withinLimit(judge(browser, file, dir, scratch), file));
  await browser.close();
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
}

main().catch((e) => fail(e.message));
