import { bootstrapElectron } from '../../scripts/lib/bootstrap.mjs'
import { ensureBuilt } from '../../scripts/lib/build.mjs'

/**
 * Makes sure of an Electron and a build, so that Playwright can also be run by itself. Tests find the program as the
 * electron package does: by ELECTRON_OVERRIDE_DIST_PATH, which is set here for them.
 */
export default async function globalSetup(): Promise<void> {
  await bootstrapElectron()
  await ensureBuilt()
}
