// Fills in a questionnaire (HTML) at the width of a phone, as a plan (JSON) says, and prints what it
// gave back: `node fill.mjs PAGE.html PLAN.json`. See README.md.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, printed, watch } from './browser.mjs';

const PHONE = { width: 375, height: 700 };
const LIMIT_MS = 10_000;

// Answers one question: what is typed or ticked, and what it rests on.
async function answer(page, id, { kind, value, evidence, source, note }) {
  const question = page.locator(`.question[data-id="${id}"]`);
  if (['option', 'word'].includes(kind)) {
    // By its label, as a thumb does.
    await question.locator(`label:has(input[data-kind=${kind}][value="${value}"])`).click();
  } else if (kind === 'unknown') {
    await question.locator('label:has(input[data-kind=unknown])').click();
  } else {
    const inputs = question.locator(`input[data-of=${kind}]`);
    for (const [at, text] of [value].flat().entries()) await inputs.nth(at).fill(text);
  }
  if (evidence) await question.locator(`.rests label:has(input[value=${evidence}])`).click();
  if (source) await question.locator('[data-key=source]').fill(source);
  if (note) await question.locator('[data-key=note]').fill(note);
}

async function filled(browser, url, plan) {
  const context = await browser.newContext({ viewport: PHONE, acceptDownloads: true });
  context.setDefaultTimeout(LIMIT_MS);
  const page = await context.newPage();
  const seen = await watch(page, url);
  await page.goto(url);
  const save = page.getByRole('button', { name: 'Save the answers as a file' });
  const status = () => page.locator('[role=status]').innerText();
  await save.click();
  const refused = await status();
  const focused = await page.evaluate(() => document.activeElement.id);
  for (const [id, text] of Object.entries(plan.head)) await page.locator(`#${id}`).fill(text);
  for (const id of plan.symptoms ?? []) await page.locator(`label:has(input[value="${id}"])`).click();
  for (const [id, said] of Object.entries(plan.answers)) await answer(page, id, said);
  // What is tried last and then cleared leaves nothing.
  for (const id of plan.cleared ?? []) {
    const question = page.locator(`.question[data-id="${id}"]`);
    await question.locator('label:has(input[data-kind=unknown])').click();
    await question.getByRole('button', { name: 'Clear this answer' }).click();
  }
  // Whoever thinks again chooses another answer.
  const left = [];
  for (const [id, said] of Object.entries(plan.changed ?? {})) {
    await answer(page, id, said);
    const inputs = page.locator(`.question[data-id="${id}"] [data-of]`);
    left.push(...(await inputs.evaluateAll((all) => all.map(({ value }) => value))));
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  const result = { refused, focused, left, width };
  if (plan.refused) {
    await save.click();
    result.status = await status();
  } else {
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    result.name = download.suggestedFilename();
    result.saved = readFileSync(await download.path(), 'utf8');
    await page.getByRole('button', { name: 'Show the answers as text' }).click();
    result.shown = await page.locator('#answers').inputValue();
    result.status = await status();
  }
  const executed = await page.evaluate(() => window.__ran !== undefined);
  await context.close();
  // What is saved comes from the page itself.
  const requests = [...seen.requests].filter((to) => !to.startsWith('blob:'));
  return { ...seen, requests, executed, ...result };
}

// With its script blocked the page is a form on paper.
async function blocked(browser, url, scratch) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  const buttons = await page.locator('button').count();
  const { texts } = await printed(page, 'A4', join(scratch, 'form.pdf'));
  await context.close();
  return { buttons, texts };
}

const scratch = mkdtempSync(join(tmpdir(), 'fill-'));
try {
  const [file, planned] = process.argv.slice(2);
  const url = pathToFileURL(resolve(file)).href;
  const browser = await launch();
  const result = await filled(browser, url, JSON.parse(readFileSync(planned, 'utf8')));
  result.blocked = await blocked(browser, url, scratch);
  await browser.close();
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
