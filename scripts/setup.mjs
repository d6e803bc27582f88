/** `npm run setup`: everything that `npm start` and `npm test` would install on first use, without starting anything. */
import { bootstrapElectron } from './lib/bootstrap.mjs'
import { hasDisplay } from './lib/display.mjs'
import { runScript, say } from './lib/say.mjs'
import { ensureKeyring, ensureXvfb } from './lib/system-packages.mjs'

await runScript(async () => {
  const { version, folder } = await bootstrapElectron()
  if (!hasDisplay()) await ensureXvfb()
  await ensureKeyring()
  say(`Ready: Node ${process.versions.node}, Electron ${version} in ${folder}.`)
})
