/** `npm run package`: the packaged program in release/, built around the Electron at hand. */
import { writeFile } from 'node:fs/promises'
import { bootstrapElectron } from './lib/bootstrap.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { thirdPartyLicenses } from './lib/licenses.mjs'
import { nodeBinary } from './lib/node-binary.mjs'
import { inProject, root } from './lib/project.mjs'
import { runScript, say } from './lib/say.mjs'

await runScript(async () => {
  const runtime = await bootstrapElectron()
  await ensureBuilt()
  const licenses = inProject('out', 'THIRD-PARTY-LICENSES.txt')
  await writeFile(licenses, await thirdPartyLicenses(inProject('out')))
  // On Linux imaging runs in plain Node; elsewhere in Electron's own utility process.
  const node = process.platform === 'linux' ? [{ from: await nodeBinary(), to: 'node' }] : []
  const extraResources = [...node, { from: licenses, to: 'THIRD-PARTY-LICENSES.txt' }]
  const { build, Platform } = await import('electron-builder')
  await build({
    projectDir: root,
    targets: Platform.current().createTarget('dir'),
    publish: 'never',
    config: { electronDist: runtime.folder, electronVersion: runtime.version, extraResources },
  })
  if (!runtime.official) say('Built around the substitute Electron: for testing, never for shipping.')
})
