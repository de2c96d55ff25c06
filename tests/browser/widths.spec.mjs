// From a phone to a wide screen, no page scrolls sideways.
import { expect, pages, test } from './book.mjs';

for (const name of pages) {
  test(`${name} fits`, async ({ open }) => {
    const page = await open(name);
    for (const width of [375, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => {
        const root = document.documentElement;
        if (root.scrollWidth <= root.clientWidth) return [];
        const scrolls = (element) => element && element !== document.body &&
          (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
        return [...document.body.querySelectorAll('*')]
          .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(element))
          .slice(0, 5).map((element) => element.outerHTML.slice(0, 120))
          .concat(`${root.scrollWidth} > ${root.clientWidth}`);
      });
      expect(wide, `at ${width} px`).toEqual([]);
    }
  });
}
