// The search finds what the book has, by mouse and by keyboard.
import { expect, source, test } from './book.mjs';

async function ask(page, words) {
  await page.locator('button.search').click();
  const input = page.getByRole('dialog').getByRole('textbox');
  await expect(input).toBeFocused();
  await input.pressSequentially(words);
  return page.getByRole('dialog').getByRole('listitem');
}

for (const [what, words, kind, href] of [
  ['a word', 'interned', 'Section', /\.html#/],
  ['a chunk', 'struct sl_dict_entry', 'Chunk', /^dict\.html#chunk-struct-sl_dict_entry$/],
  ['an identifier', 'sl_dict_set', 'Identifier', /sl_dict_set/],
  ['a fact', 'dict.empty.lp64', 'Fact', /^facts\.html#/],
]) {
  test(`search finds ${what}`, async ({ open }) => {
    const page = await open('index.html');
    const found = await ask(page, words);
    const hit = found.filter({ has: page.locator('.kind', { hasText: kind }) }).first();
    await expect(hit).toContainText(words.split(' ').at(-1), { ignoreCase: true });
    const link = hit.locator('a');
    await expect(link).toHaveAttribute('href', href);
    const [name, id] = (await link.getAttribute('href')).split('#');
    expect(source(name)).toContain(`id="${id}"`);
  });
}

test('search goes by the keyboard alone', async ({ open }) => {
  const page = await open('type.html');
  await page.locator('button.search').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('sl_dict_set');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem').first()).toBeVisible();
  await expect(dialog.getByRole('status')).toHaveText(/\d+ places?/);
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('listitem').first().locator('a')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.locator('button.search')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('dummy');
  await expect(dialog.getByRole('listitem').first()).toContainText(/dummy/i);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\.html#/);
  await expect(dialog).toBeHidden();
});

test('search says that it found nothing', async ({ open }) => {
  const page = await open('index.html');
  const found = await ask(page, 'zzyzx');
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('Nothing found.');
  await expect(found).toHaveCount(0);
});

test('the index of the search is loaded by the first who searches', async ({ open }) => {
  const page = await open('index.html');
  await expect(page.locator('script[src="search.js"]')).toHaveCount(0);
  await ask(page, 'dict');
  await expect(page.locator('script[src="search.js"]')).toHaveCount(1);
});
