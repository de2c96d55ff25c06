// The colours a reader chooses, and finding one's way, on a wide screen and on a phone.
import { expect, test } from './book.mjs';

const background = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor === 'rgba(0, 0, 0, 0)'
  ? getComputedStyle(document.body).backgroundColor : getComputedStyle(document.documentElement).backgroundColor);

// ---- Colours ----

test('the colours follow the system until the reader chooses', async ({ open }) => {
  const page = await open('dict.html');
  const button = page.locator('button.theme');
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await background(page);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await background(page);
  expect(dark).not.toBe(light);

  // The first press shows a difference; then the other, and round again; the button says which.
  await expect(button).toHaveAccessibleName(/system/);
  await button.click();
  await expect(button).toHaveAccessibleName(/dark/);
  expect(await background(page)).toBe(dark);
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(button).toHaveAccessibleName(/light/);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await background(page)).toBe(light);

  // Remembered, and there before the first paint: before any script that is loaded.
  await page.route('**/book.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await open('type.html');
  expect(await background(page)).toBe(light);
  await page.unroute('**/book.js');
  await open('type.html');
  await expect(button).toHaveAccessibleName(/light/);
  await button.click(); // Here the system was dark from the start: after light comes dark, then the system.
  await expect(button).toHaveAccessibleName(/dark/);
  await button.click();
  await expect(button).toHaveAccessibleName(/system/);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await background(page)).toBe(light);
});

test('without a place to remember it, the choice holds for the page', async ({ open, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no storage', 'SecurityError'); } });
  });
  await page.emulateMedia({ colorScheme: 'dark' });
  await open('dict.html');
  const dark = await background(page);
  await page.locator('button.theme').click();
  expect(await background(page)).not.toBe(dark);
});

// ---- Finding one's way ----

test('the first key leads to the text', async ({ open }) => {
  const page = await open('dict.html');
  await page.keyboard.press('Tab');
  await expect(page.locator('a.skip')).toBeFocused();
  await expect(page.locator('a.skip')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);
});

test('on a wide screen the contents are beside the text and say where one is', async ({ open }) => {
  const page = await open('dict.html');
  const contents = page.locator('#contents');
  await expect(contents).toBeVisible();
  await expect(page.locator('button.menu')).toBeHidden();
  await expect(contents.locator('[aria-current="page"]')).toHaveAttribute('href', /^(dict\.html)?(#.*)?$/);
  await expect(contents.locator('[aria-current="page"]')).toBeInViewport();

  const sections = contents.locator('a[href^="#"]:not([href="#main"])');
  expect(await sections.count()).toBeGreaterThan(3);
  const third = await sections.nth(2).getAttribute('href');
  await sections.nth(2).click();
  await expect(contents.locator('[aria-current="true"], [aria-current="location"]')).toHaveAttribute('href', third);
  await expect(page.locator(third)).toBeInViewport();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 375, height: 700 }, hasTouch: true });

  test('a button opens and closes the contents', async ({ open }) => {
    const page = await open('dict.html');
    const button = page.locator('button.menu');
    const contents = page.locator('#contents');
    await expect(button).toHaveAccessibleName('Contents');
    await expect(button).toHaveAttribute('aria-expanded', 'false');
    await expect(button).toHaveAttribute('aria-controls', 'contents');
    await expect(contents).toBeHidden();
    await button.tap();
    await expect(button).toHaveAttribute('aria-expanded', 'true');
    await expect(contents).toBeVisible();
    await expect(contents.locator('[aria-current="page"]')).toBeInViewport();
    await button.tap();
    await expect(contents).toBeHidden();

    // With the keyboard: Escape closes it and gives the focus back.
    await button.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement.tagName)).toMatch(/^(A|BUTTON)$/);
    await page.keyboard.press('Escape');
    await expect(contents).toBeHidden();
    await expect(button).toBeFocused();
    await expect(button).toHaveAttribute('aria-expanded', 'false');

    await button.tap();
    await contents.locator('a[href="type.html"]').first().tap();
    await expect(page).toHaveURL(/type\.html$/);
  });
});
