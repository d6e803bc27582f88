import { defineConfig } from 'playwright/test'

const root = new URL('../..', import.meta.url).pathname

/** Each project is a suite of `npm test` (e2e, packaged) or a script of its own (screenshots). */
export default defineConfig({
  testDir: '.',
  outputDir: `${root}test-results/electron`,
  globalSetup: './global-setup.ts',
  // One window at a time: two cores, one clipboard, one focus.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  projects: [
    { name: 'e2e', testMatch: '**/*.e2e.ts' },
    { name: 'packaged', testMatch: '**/*.packaged.ts' },
    { name: 'screenshots', testMatch: '**/*screenshots.ts', timeout: 300_000 },
  ],
})
