// Without JavaScript everything can still be read and reached.
import { expect, pages, test } from './book.mjs';

test.use({ javaScriptEnabled: false });

for (const name of pages) {
  test(`${name} without JavaScript`, async ({ open }) => {
    const page = await open(name);
    const hidden = await page.evaluate(() => {
      const read = 'main :is(h1, h2, h3, h4, p, li, pre, table, figure, svg, a[href]:not(.anchor))';
      return [...document.querySelectorAll(read)]
        .filter((element) => !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        // What a closed <details> holds, a reader can unfold.
        .filter((element) => !element.closest('details:not([open])'))
        .slice(0, 5).map((element) => element.outerHTML.slice(0, 120));
    });
    expect(hidden).toEqual([]);
    // A control that a script would serve is not there at all.
    await expect(page.locator('button:visible, input:visible')).toHaveCount(0);
    await expect(page.locator('nav a[href="index.html"]:visible').first()).toBeVisible();
  });
}
