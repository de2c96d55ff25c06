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
