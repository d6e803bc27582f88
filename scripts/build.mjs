/** `npm run build`: builds `out` whether or not the sources changed. */
import { bootstrap } from './lib/bootstrap.mjs'
import { build } from './lib/build.mjs'
import { runScript } from './lib/say.mjs'

await runScript(async () => {
  await bootstrap()
  await build()
})
