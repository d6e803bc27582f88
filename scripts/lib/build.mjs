import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { shippedPackages } from './licenses.mjs'
import { capture } from './processes.mjs'
import { inProject, root } from './project.mjs'
import { Failure, say } from './say.mjs'

/** All that decides what a build contains. */
const sources = [
  'core',
  'main',
  'preload',
  'renderer',
  'assets/icons',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]
const stampName = 'sources.sha256'

/** What is captured and shown later should have colours only where they can be seen. */
const plain = process.stderr.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }

const unfinishedPrefix = '.out-'
/** Left by a build that was killed, ms. */
const abandonedAfter = 60 * 60 * 1000

/** @param {string} location @returns {string[]} */
function filesUnder(location) {
  if (!existsSync(location)) return []
  const entries = readdirSync(location, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}

/** Names the state of the sources by their content, so that neither a checkout nor a copy rebuilds what is the same. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const source of sources) {
    const location = inProject(source)
    const files = path.extname(source) === '' ? filesUnder(location).sort() : [location]
    for (const file of files)
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** What `out` was built from, or null. */
function builtFingerprint() {
  try {
    return readFileSync(inProject('out', stampName), 'utf8')
  } catch {
    return null
  }
}

/** Builds when the sources are not those that `out` was built from. */
export async function ensureBuilt() {
  if (builtFingerprint() !== fingerprint()) await build()
}

/** Builds into a folder of its own, which then takes the place of `out`: a build that fails or is killed harms nothing. */
export async function build() {
  const started = performance.now()
  const stamp = fingerprint()
  await removeAbandoned()
  const fresh = await mkdtemp(inProject(unfinishedPrefix))
  try {
    say('Building …')
    const cli = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
    const { code, output } = await capture(process.execPath, [cli, 'build', '--outDir', fresh], { env: plain })
    if (code !== 0) throw new Failure(`The build failed:\n${output.trim()}`)
    // What "About" shows.
    await writeFile(path.join(fresh, 'licenses.json'), JSON.stringify(await shippedPackages(fresh)))
    await writeFile(path.join(fresh, stampName), stamp)
    await chmod(fresh, 0o755) // mkdtemp's are closed to other users
    await replace(inProject('out'), fresh)
    say(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

async function removeAbandoned() {
  for (const name of await readdir(root)) {
    if (!name.startsWith(unfinishedPrefix)) continue
    const { mtimeMs } = await stat(inProject(name)).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > abandonedAfter) await rm(inProject(name), { recursive: true, force: true })
  }
}

/** @param {string} folder @param {string} fresh */
async function replace(folder, fresh) {
  const previous = `${fresh}-previous`
  await rename(folder, previous).catch(ignoreMissing)
  try {
    await rename(fresh, folder)
  } catch (error) {
    // Another process put its own build there in between.
    if (!existsSync(folder)) throw error
    await rm(folder, { recursive: true, force: true })
    await rename(fresh, folder)
  } finally {
    await rm(previous, { recursive: true, force: true })
  }
}

/** @param {NodeJS.ErrnoException} error */
function ignoreMissing(error) {
  if (error.code !== 'ENOENT') throw error
}
