// axe finds nothing on any page, in light and in dark.
import { createRequire } from 'node:module';
import { expect, pages, test } from './book.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

// Of the rules, those that look at colours.
const colours = ['color-contrast', 'link-in-text-block'];

async function violations(page, options) {
  const { violations } = await page.evaluate((given) => axe.run({ preload: false, resultTypes: ['violations'], ...given }), options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.length} times, first ${nodes[0].html} ${nodes[0].failureSummary}`);
}

for (const name of pages) {
  test(`${name} is accessible`, async ({ open }) => {
    const page = await open(name);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.addScriptTag({ path: axe });
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page, { runOnly: colours })).toEqual([]);
  });
}

// What opens, open.
test('so is the search with what it found', async ({ open }) => {
  const page = await open('dict.html');
  await page.addScriptTag({ path: axe });
  await page.locator('button.search').click();
  await page.locator('dialog.search input').fill('dummy');
  await expect(page.locator('dialog.search li').first()).toBeVisible();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations(page)).toEqual([]);
  }
});

test('so are a preview and an unfolded function', async ({ open }) => {
  const page = await open('dict.html');
  await page.addScriptTag({ path: axe });
  await page.locator('details.whole summary').first().click();
  await page.locator('main a.use').first().hover();
  await expect(page.locator('#popup')).toBeVisible();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations(page)).toEqual([]);
  }
});

test('so are the contents on a phone', async ({ open }) => {
  const page = await open('dict.html');
  await page.setViewportSize({ width: 375, height: 700 });
  await page.addScriptTag({ path: axe });
  await page.locator('button.menu').click();
  await expect(page.locator('#contents')).toBeVisible();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations(page)).toEqual([]);
  }
});

test('who wants no motion gets none', async ({ open }) => {
  const page = await open('dict.html');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((element) => {
    const style = getComputedStyle(element);
    return style.scrollBehavior !== 'auto' || style.transitionDuration.split(', ').some((time) => parseFloat(time) > 0)
      || style.animationName !== 'none';
  }).map((element) => element.outerHTML.slice(0, 80)));
  expect(moving).toEqual([]);
});

test('on paper there is the text, and nothing to press', async ({ open }) => {
  const page = await open('dict.html');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page.locator('.chunk pre').first()).toBeVisible();
  await expect(page.locator('button:visible, header.site:visible, #contents:visible, nav.pages:visible')).toHaveCount(0);
  const [paper, ink] = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body);
    return [backgroundColor, color].map((value) => value.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0));
  });
  expect(ink).toBeLessThan(200); // dark on white, whatever the screen's colours are
  expect(paper === 0 || paper > 700).toBe(true);
});
