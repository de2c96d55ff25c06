// The web book in Debian's Chromium, opened from file:// and from a server: `make check-browser`.
import { defineConfig } from '@playwright/test';

const once = ['accessible.spec.mjs', 'budgets.spec.mjs', 'plain.spec.mjs', 'widths.spec.mjs'];

export default defineConfig({
  testDir: '.',
  outputDir: '../../output/browser',
  fullyParallel: true,
  forbidOnly: true,
  workers: '100%',
  timeout: 60_000,
  reporter: 'dot',
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      // Chromium has no sandbox for root, which CI is; nothing but the book is opened.
      chromiumSandbox: process.getuid() !== 0,
    },
    viewport: { width: 1440, height: 900 },
    screenshot: { mode: 'only-on-failure', fullPage: false },
  },
  projects: [
    { name: 'file', use: { from: 'file' } },
    { name: 'server', use: { from: 'server' }, testIgnore: once },
  ],
});
