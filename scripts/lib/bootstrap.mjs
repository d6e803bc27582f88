import { checkNode, ensureNodeModules } from './node-modules.mjs'

/**
 * What every script needs: a Node that is new enough, and the node modules. Modules that import from node_modules may be
 * loaded only after it.
 */
export async function bootstrap() {
  checkNode()
  await ensureNodeModules()
}

/**
 * What a window needs beyond that: Electron and the system libraries it links to. Tells the electron package where it is.
 * @returns {Promise<import('./electron-runtime.mjs').ElectronRuntime>}
 */
export async function bootstrapElectron() {
  await bootstrap()
  const { ensureElectron } = await import('./electron-runtime.mjs')
  const { ensureElectronLibraries } = await import('./system-packages.mjs')
  const runtime = await ensureElectron()
  await ensureElectronLibraries(runtime.executable)
  process.env.ELECTRON_OVERRIDE_DIST_PATH = runtime.folder
  return runtime
}
