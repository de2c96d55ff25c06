// What the tests share: the book's pages, and where they are opened from.
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { test as base, expect } from '@playwright/test';

const here = fileURLToPath(new URL('.', import.meta.url));

export { expect };
export const folder = resolve(here, '../..', process.env.BOOK || 'output/html');
export const pages = readdirSync(folder).filter((name) => name.endsWith('.html')).sort();
export const source = (name) => readFileSync(join(folder, name), 'utf8');

if (pages.length === 0) throw new Error(`no pages in ${folder}: run 'make html'`);

const types = {
  '.c': 'text/plain', '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.woff2': 'font/woff2',
};

function serve() {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    try {
      const content = readFileSync(join(folder, path));
      response.writeHead(200, { 'Content-Type': types[extname(path)] || 'application/octet-stream' }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

export const test = base.extend({
  from: ['file', { option: true, scope: 'worker' }],

  // Where the book is: an address that ends in a slash.
  root: [async ({ from }, use) => {
    if (from === 'file') {
      await use(pathToFileURL(folder + '/').href);
      return;
    }
    const server = await serve();
    await use(`http://127.0.0.1:${server.address().port}/`);
    server.closeAllConnections();
    server.close();
  }, { scope: 'worker' }],

  // Opens a page of the book, to which every test applies: no error on the console, nothing from elsewhere.
  open: async ({ page, root }, use) => {
    const faults = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('requestfailed', (request) => faults.push(`not loaded: ${request.url()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(root) && !/^(data|blob):/.test(request.url()))
        faults.push(`from elsewhere: ${request.url()}`);
    });
    if (root.startsWith('http')) // The browser asks for it by itself.
      await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
    await use(async (name) => {
      await page.goto(root + name);
      return page;
    });
    expect(faults).toEqual([]);
  },
});
