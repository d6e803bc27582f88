import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/** Left by a set-up that was killed; nobody works on it any more, ms. */
const abandonedAfter = 24 * 60 * 60 * 1000

/**
 * Where runtimes are kept: outside the checkout, shared by all of them. OUTFRAME_CACHE moves it.
 * @returns {string}
 */
export function cacheFolder() {
  const { OUTFRAME_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (OUTFRAME_CACHE) return path.resolve(OUTFRAME_CACHE)
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'outframe')
  if (process.platform === 'win32')
    return path.join(LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local'), 'outframe', 'Cache')
  return path.join(XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'outframe')
}

/** @param {string} name */
export const inCache = (name) => path.join(cacheFolder(), name)

/**
 * The folder `name` of the cache, filled by `fill` if it is not there yet. It is filled under another name and renamed
 * when whole, so that what is there is complete whenever the process was killed.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>}
 */
export async function cachedFolder(name, fill) {
  const folder = inCache(name)
  if (existsSync(folder)) return folder
  await mkdir(cacheFolder(), { recursive: true })
  await removeAbandoned()
  const unfinished = await mkdtemp(inCache('unfinished-'))
  try {
    await fill(unfinished)
    await chmod(unfinished, 0o755) // mkdtemp's are closed to other users
    await rename(unfinished, folder).catch((error) => {
      if (!existsSync(folder)) throw error // another process was quicker: its folder is as good as ours
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  return folder
}

async function removeAbandoned() {
  for (const name of await readdir(cacheFolder())) {
    if (!name.startsWith('unfinished-')) continue
    const { mtimeMs } = await stat(inCache(name)).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > abandonedAfter) await rm(inCache(name), { recursive: true, force: true })
  }
}
