// What scripts add to code and to facts: previews, unfolding, copying.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, folder, test } from './book.mjs';

// ---- Code ----

const use = 'main a.use[href^="#chunk-"]';

test('pointing at a chunk that is used shows it', async ({ open }) => {
  const page = await open('dict.html');
  const link = page.locator(use).first();
  const target = page.locator(await link.getAttribute('href'));
  const popup = page.locator('#popup');
  const code = (await target.locator('pre').first().textContent()).trim().slice(0, 60);
  await expect(popup).toBeHidden();
  await link.hover();
  await expect(popup).toBeVisible();
  await expect(popup).toContainText(code);
  await popup.hover(); // It can be pointed at, too.
  await page.waitForTimeout(400);
  await expect(popup).toBeVisible();
  await page.mouse.move(2, 400);
  await expect(popup).toBeHidden();
});

test('so does going there with the keyboard, until Escape', async ({ open }) => {
  const page = await open('dict.html');
  const link = page.locator(use).first();
  const popup = page.locator('#popup');
  // The Tab key leads there, from whatever can be reached before.
  await link.evaluate((element) => {
    const stops = [...document.querySelectorAll('a[href], button, summary, [tabindex="0"]')].filter((stop) => stop.checkVisibility());
    stops[stops.indexOf(element) - 1].focus();
  });
  await page.keyboard.press('Tab');
  await expect(link).toBeFocused();
  await expect(popup).toBeVisible();
  await expect(link).toHaveAccessibleDescription(/\S/);
  await page.keyboard.press('Escape');
  await expect(popup).toBeHidden();
  await expect(link).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#chunk-/);
});

test('a preview stays on the screen', async ({ open }) => {
  const page = await open('dict.html');
  const popup = page.locator('#popup');
  for (const width of [375, 1440]) {
    await page.setViewportSize({ width, height: 700 });
    for (const at of [0, 5, 10]) {
      const link = page.locator(use).nth(at);
      await link.scrollIntoViewIfNeeded();
      await link.hover();
      await expect(popup).toBeVisible();
      const box = await popup.boundingBox();
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y).toBeGreaterThanOrEqual((await page.locator('header.site').boundingBox()).height - 1);
      expect(box.y + box.height).toBeLessThanOrEqual(700);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
      await page.keyboard.press('Escape');
      await page.mouse.move(1, 1);
    }
  }
});

test('a chunk of another page is shown, too', async ({ open }) => {
  const page = await open('object.html');
  const popup = page.locator('#popup');
  for (const link of [page.locator('main a.use[href*=".html#chunk-"]').first(), page.locator('.notes a[href*=".html#chunk-"]').first()]) {
    const [name, id] = (await link.getAttribute('href')).split('#');
    const there = await page.context().newPage();
    await there.goto(new URL(name, page.url()).href);
    const code = await there.locator(`[id="${id}"] pre`).first().evaluate((pre) => pre.textContent.trim());
    await there.close();
    await link.hover();
    await expect(popup).toBeVisible();
    await expect(popup.locator('.name')).toContainText(await link.locator('.number').textContent());
    expect((await popup.locator('pre').textContent()).trim()).toBe(code);
    await page.keyboard.press('Escape');
  }
});

test('a preview that is taller than its box fades out', async ({ open }) => {
  const page = await open('dict.html');
  await page.setViewportSize({ width: 375, height: 300 });
  const cut = page.locator('#popup pre.cut');
  let seen = 0;
  for (const link of (await page.locator(use).all()).slice(0, 8)) {
    await link.scrollIntoViewIfNeeded();
    await link.hover();
    await expect(page.locator('#popup')).toBeVisible();
    seen += await cut.count();
    expect(await page.locator('#popup pre').evaluate((pre) => pre.classList.contains('cut') === pre.scrollHeight > pre.clientHeight)).toBe(true);
    await page.keyboard.press('Escape');
    await page.mouse.move(1, 1);
  }
  expect(seen).toBeGreaterThan(0);
});

test('a function unfolds with its chunks in place', async ({ open }) => {
  const page = await open('dict.html');
  const whole = page.locator('details.whole').first();
  await expect(whole.locator('pre')).toBeHidden();
  await whole.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(whole.locator('pre')).toBeVisible();
  await expect(whole.locator('pre')).not.toContainText('⟨');
});

test('code can be copied', async ({ open, context, from }) => {
  if (from === 'server') await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await open('dict.html');
  const chunk = page.locator('.chunk').filter({ has: page.locator('a.use') }).first();
  const button = chunk.locator('button.copy').first();
  const uses = await chunk.locator('pre a.use').count();
  await expect(button).toHaveAccessibleName(/^Copy the code: /);
  await page.evaluate(() => { // What is copied, however it is: by the clipboard's interface or by a selection.
    window.copied = [];
    document.addEventListener('copy', () => window.copied.push(String(document.activeElement.value || getSelection())));
    const write = navigator.clipboard && navigator.clipboard.writeText.bind(navigator.clipboard);
    if (write) navigator.clipboard.writeText = (text) => write(text).then(() => { window.copied.push(text); });
  });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(chunk.locator('button.copy').first()).toHaveText('Copied');
  await expect(page.locator('p.said[role=status]')).toHaveText('Copied');
  await expect(button).toBeFocused();
  const [text] = await page.evaluate(() => window.copied);
  expect(text.match(/<<[^<>]+>>/g)).toHaveLength(uses);
  expect(text).not.toMatch(/[⟨⟩]/);
  if (from === 'server') expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
});

test('of a transcript the commands are copied', async ({ open }) => {
  const page = await open('dict.html');
  const transcript = page.locator('figure.transcript').first();
  await page.evaluate(() => {
    window.copied = [];
    navigator.clipboard.writeText = async (text) => { window.copied.push(text); };
  });
  await transcript.locator('button.copy').first().click();
  const commands = await transcript.locator('kbd').allTextContents();
  expect(await page.evaluate(() => window.copied)).toEqual([commands.map((command) => command + '\n').join('')]);
});

test('an example can be taken along', async ({ open }) => {
  const page = await open('dict.html');
  const links = await page.locator('a[download]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(links).toContain('examples/dict-growth.c');
  for (const link of links) expect(existsSync(join(folder, link)), link).toBe(true);
  expect(readFileSync(join(folder, 'examples/dict-growth.c'), 'utf8')).toMatch(/\bmain\(/);
});

// ---- Facts ----

test('a fact says where it comes from, to the mouse and to the keyboard', async ({ open }) => {
  const page = await open('dict.html');
  const fact = page.locator('main a.fact').first();
  const popup = page.locator('#popup');
  await fact.hover();
  await expect(popup).toContainText(/test.*CPython/is);
  await expect(fact).toHaveAccessibleDescription(/CPython/);
  await page.mouse.move(2, 400);
  await expect(popup).toBeHidden();
  await page.keyboard.press('Shift'); // The keyboard is in use: focus shows.
  await fact.focus();
  await expect(popup).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/facts\.html#/);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 375, height: 700 }, hasTouch: true });

  test('a fact says at the first tap where it comes from, and leads there at the second', async ({ open }) => {
    const page = await open('dict.html');
    const fact = page.locator('main a.fact').first();
    await fact.tap();
    await expect(page).toHaveURL(/dict\.html$/);
    await expect(page.locator('#popup')).toBeVisible();
    await expect(page.locator('#popup')).toContainText(/CPython/);
    await fact.tap();
    await expect(page).toHaveURL(/facts\.html#/);
  });

  test('what a fact says can be tapped itself, and leads to all facts', async ({ open }) => {
    const page = await open('dict.html');
    await page.locator('main a.fact').first().tap();
    await page.locator('#popup a').tap();
    await expect(page).toHaveURL(/facts\.html/);
  });
});
