/**
 * `npm run screenshots`: pictures of the real window, every view in every size, theme and language, and the README's.
 * `npm run screenshots -- readme`: only those; other words go to Playwright (`--grep light`).
 */
import { bootstrap } from './lib/bootstrap.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { runPlaywright } from './lib/playwright.mjs'
import { runScript } from './lib/say.mjs'
import { ensureChineseFont } from './lib/system-packages.mjs'

await runScript(async () => {
  await bootstrap()
  await ensureBuilt()
  await ensureChineseFont()
  const [first, ...others] = process.argv.slice(2)
  const words = first === 'readme' ? ['--grep', 'for the README', ...others] : process.argv.slice(2)
  return runPlaywright('screenshots', words)
})
