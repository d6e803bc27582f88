/** `npm run screenshots`: the README's pictures, taken of the real window. */
import { bootstrap } from './lib/bootstrap.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { runPlaywright } from './lib/playwright.mjs'
import { runScript } from './lib/say.mjs'
import { ensureChineseFont } from './lib/system-packages.mjs'

await runScript(async () => {
  await bootstrap()
  await ensureBuilt()
  await ensureChineseFont()
  return runPlaywright('screenshots', process.argv.slice(2))
})
