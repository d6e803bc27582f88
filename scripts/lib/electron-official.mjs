import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { cachedFolder, cacheFolder, inCache } from './cache.mjs'
import { inProject } from './project.mjs'
import { say } from './say.mjs'

/** A download that sends nothing for this long is given up, ms. */
const longestSilence = 15_000
/** After a failed attempt the next one waits this long, ms. */
const nextAttemptAfter = 24 * 60 * 60 * 1000

const failureNote = 'electron-download-failed.json'

/** The version that releases are built with. @returns {string} */
export function electronPackageVersion() {
  return JSON.parse(readFileSync(inProject('node_modules', 'electron', 'package.json'), 'utf8')).version
}

export const officialFolderName = () => `electron-${electronPackageVersion()}-${process.platform}-${process.arch}`

/** What decides whether an attempt would end like the last one. */
const attempt = () =>
  `${officialFolderName()} ${process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? ''}`

/** Why the last attempt failed, when it was the same one and less than a day ago. @returns {string | null} */
function recentRefusal() {
  try {
    const note = JSON.parse(readFileSync(inCache(failureNote), 'utf8'))
    return note.attempt === attempt() && Date.now() - note.at < nextAttemptAfter ? note.reason : null
  } catch {
    return null
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message
  return error.message
}

/** Downloads the archive of the electron package's version by Electron's own code: mirrors, cache and checksums are its. */
async function downloadArchive() {
  const { downloadArtifact } = await import('@electron/get')
  const abort = new AbortController()
  const giveUp = setTimeout(() => abort.abort(new Error('the server does not answer')), longestSilence)
  try {
    return await downloadArtifact({
      version: electronPackageVersion(),
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: JSON.parse(readFileSync(inProject('node_modules', 'electron', 'checksums.json'), 'utf8')),
      downloadOptions: { signal: abort.signal, getProgressCallback: async () => void giveUp.refresh() },
    })
  } finally {
    clearTimeout(giveUp)
  }
}

/**
 * Puts the official Electron into the cache. Returns null when it is there, else why it cannot be had; such a refusal
 * holds for a day, so that a machine out of its reach does not wait for it at every start.
 * @returns {Promise<string | null>}
 */
export async function downloadElectron() {
  const refusal = recentRefusal()
  if (refusal !== null) return refusal
  say(`Downloading Electron ${electronPackageVersion()} …`)
  /** @type {string} */
  let archive
  try {
    archive = await downloadArchive()
  } catch (error) {
    const reason = reasonOf(error)
    mkdirSync(cacheFolder(), { recursive: true })
    writeFileSync(inCache(failureNote), JSON.stringify({ attempt: attempt(), at: Date.now(), reason }))
    return reason
  }
  const { extract } = await import('@electron-internal/extract-zip')
  const folder = await cachedFolder(officialFolderName(), (unfinished) => extract(archive, { dir: unfinished }))
  rmSync(inCache(failureNote), { force: true })
  say(`Electron ${electronPackageVersion()} is in ${path.relative(process.cwd(), folder) || folder}.`)
  return null
}
