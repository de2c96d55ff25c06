// What a reader's browser has to load.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, folder, pages, source, test } from './book.mjs';

const KB = 1024;
const size = (name) => statSync(join(folder, name)).size;
const text = (name) => Buffer.byteLength(source(name).replace(/<svg[\s>][^]*?<\/svg>/g, ''));

test('a page weighs at most 200 KB without fonts and pictures', () => {
  expect(pages.filter((name) => text(name) > 200 * KB).map((name) => `${name}: ${text(name)}`)).toEqual([]);
});

test('scripts weigh at most 30 KB', () => {
  expect(size('book.js')).toBeLessThanOrEqual(30 * KB);
});

test('no page waits for a script or says what a script does', () => {
  for (const name of pages) {
    const scripts = [...source(name).matchAll(/<script\b([^>]*)>/g)].map((match) => match[1]);
    expect(scripts.filter((attributes) => /\bsrc=/.test(attributes) && !/\bdefer\b/.test(attributes)), name).toEqual([]);
    expect(source(name), name).not.toMatch(/<[a-z][^>]*\son[a-z]+=/);
  }
});

test('fonts are few and small', () => {
  const fonts = join(folder, 'fonts');
  const sizes = existsSync(fonts) ? readdirSync(fonts).map((name) => statSync(join(fonts, name)).size) : [];
  expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(500 * KB);
});
