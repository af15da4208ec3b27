import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const here = import.meta.dirname;
const dir = mkdtempSync(join(tmpdir(), 'judge-test-'));
after(() => rmSync(dir, { recursive: true }));

const judge = join(here, 'judge.mjs');
const files = ['sample.html', 'bad.html'].map((name) => join(here, name));
const [good, bad] = JSON.parse(execFileSync('node', [judge, '--screenshots', dir, ...files]));

test('a good page has nothing against it', () => {
  for (const key of ['requests', 'console', 'axe']) assert.deepEqual(good[key], []);
  assert.deepEqual([good.dialogs, good.scripts, good.handlers, good.executed], [0, 0, 0, false]);
  assert.deepEqual(good.links, ['#second', '#second', '#bar']);
  for (const at of good.overflow) assert.deepEqual([at.width, at.culprits], [at.inner, []]);
  assert.equal(good.overflow[0].scrollers, 1);
  assert.equal(good.keyboard.length, 4);
  assert.ok(good.keyboard.every((stop) => stop.focusVisible));
  assert.deepEqual(good.headings.map(({ level }) => level), [1, 2]);
});

test('it prints on both papers', () => {
  assert.deepEqual(good.pdf.map(({ format, pages }) => [format, pages]), [['A4', 2], ['Letter', 2]]);
  assert.match(good.pdf[0].widths[0], /A4/);
  assert.match(good.pdf[1].widths[0], /letter/);
  for (const { texts } of good.pdf) assert.match(texts[1], /The end\./);
});

test('a bad page is told on', () => {
  for (const part of ['remote.invalid', 'socket.invalid', 'icon.invalid', 'hint.invalid', 'missing.png']) {
    assert.ok(bad.requests.some((url) => url.includes(part)), part);
  }
  for (const part of ['something broke', 'thrown by the page', 'ERR_NAME_NOT_RESOLVED']) {
    assert.ok(bad.console.some(({ text }) => text.includes(part)), part);
  }
  assert.deepEqual([bad.dialogs, bad.scripts, bad.handlers, bad.executed], [1, 1, 1, true]);
  assert.deepEqual(bad.links, ['javascript:void 0']);
  for (const at of bad.overflow) {
    assert.ok(at.width > at.inner);
    assert.equal(at.culprits[0].element, 'div.toowide');
  }
  assert.equal(bad.keyboard.at(-1).focusVisible, false);
  for (const scheme of ['light', 'dark']) {
    for (const width of [360, 1280]) {
      const contrast = bad.axe.find((v) => v.scheme === scheme && v.width === width && v.id === 'color-contrast');
      assert.equal(contrast.nodes, 2, 'the one in the closed details too');
    }
  }
});

test('pictures and prints are kept', () => {
  for (const end of ['360-light.png', '360-dark.png', '1280-light.png', '1280-dark.png', 'A4.pdf', 'Letter.pdf']) {
    assert.ok(existsSync(join(dir, `bad-${end}`)), end);
  }
});

test('it says so when it cannot run', () => {
  for (const args of [[], ['missing.html']]) {
    const { status, stdout, stderr } = spawnSync('node', [judge, ...args], { encoding: 'utf8' });
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^judge: /);
  }
});
