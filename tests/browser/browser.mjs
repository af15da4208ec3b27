// What judging and filling in have in common: a browser that reaches nobody, what a page does by
// itself, and what it prints.
import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

export const run = promisify(execFile);

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function browserPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const dirs = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const found = dirs.map((dir) => join(dir, name)).find(isExecutable);
    if (found) return found;
  }
  throw new Error('no Chromium: set CHROMIUM or put chromium, chromium-browser or google-chrome on PATH');
}

export function launch() {
  return chromium.launch({
    executablePath: browserPath(),
    chromiumSandbox: process.getuid?.() !== 0,
    // No host resolves, so a page's request is seen and fails at once wherever this runs.
    args: ['--host-resolver-rules=MAP * ~NOTFOUND', '--no-proxy-server'],
  });
}

// Collects what the page does by itself, from before it is opened.
export async function watch(page, url) {
  const requests = new Set();
  const seen = { requests, console: [], dialogs: 0 };
  const request = (to) => {
    if (to.split('#')[0] !== url && !to.startsWith('data:')) requests.add(to);
  };
  page.context().on('request', (r) => request(r.url()));
  // The protocol's own events also tell of sockets and icons.
  const cdp = await page.context().newCDPSession(page);
  cdp.on('Network.requestWillBeSent', (e) => request(e.request.url));
  cdp.on('Network.webSocketCreated', (e) => request(e.url));
  cdp.on('Network.webTransportCreated', (e) => request(e.url));
  await cdp.send('Network.enable');
  page.on('console', (m) => {
    if (['error', 'warning'].includes(m.type())) seen.console.push({ type: m.type(), text: m.text() });
  });
  page.on('pageerror', (e) => seen.console.push({ type: 'pageerror', text: String(e) }));
  page.on('dialog', (dialog) => {
    seen.dialogs += 1;
    dialog.dismiss().catch(() => {});
  });
  return seen;
}

export async function printed(page, format, path) {
  await page.pdf({ path, format, printBackground: false, preferCSSPageSize: false });
  const options = { maxBuffer: 1 << 28 };
  const text = await run('pdftotext', ['-layout', '-enc', 'UTF-8', path, '-'], options);
  const info = await run('pdfinfo', ['-f', '1', '-l', '-1', path], options);
  const texts = text.stdout.split('\f').slice(0, -1);
  const sizes = [...info.stdout.matchAll(/^Page\s+\d+ size:\s*(.+)$/gm)].map((match) => match[1]);
  return { format, pages: texts.length, widths: [...new Set(sizes)], texts };
}
