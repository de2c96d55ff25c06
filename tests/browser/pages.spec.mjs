// Every page loads, whole, and its links lead somewhere.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, folder, pages, source, test } from './book.mjs';

const ids = Object.fromEntries(pages.map((name) =>
  [name, new Set([...source(name).matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]))]));

for (const name of pages) {
  test(`${name} loads`, async ({ open, root }) => {
    const page = await open(name);
    await expect(page.locator('main h1').first()).toBeVisible();
    await expect(page).toHaveTitle(/\S/);
    expect(await page.evaluate(() => document.documentElement.lang)).toMatch(/^en\b/);
    const broken = await page.evaluate(() =>
      [...document.images].filter((image) => !image.naturalWidth).map((image) => image.src));
    expect(broken).toEqual([]);

    // Links as the browser understands them, those that scripts made too.
    const links = await page.evaluate(() => [...document.links].map((link) => link.href));
    const astray = [...new Set(links)].filter((link) => link.startsWith(root)).filter((link) => {
      const [path, fragment] = decodeURIComponent(link.slice(root.length)).split('#');
      if (!ids[path]) return !existsSync(join(folder, path)) || path === '';
      return fragment && !ids[path].has(fragment);
    });
    expect(astray).toEqual([]);
    expect(links.filter((link) => !link.startsWith(root) && !/^https?:/.test(link))).toEqual([]);
  });
}

test('one can read on from the first page to the last', async ({ open }) => {
  const page = await open('index.html');
  const seen = [];
  for (let next = page.locator('link[rel=next]'); await next.count(); next = page.locator('link[rel=next]')) {
    const name = await next.getAttribute('href');
    expect(seen).not.toContain(name);
    seen.push(name);
    await open(name);
    await expect(page.locator('a[rel=prev]').last()).toBeVisible();
  }
  expect(seen.length).toBe(pages.length - 1);
});
