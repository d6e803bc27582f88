import { existsSync } from 'node:fs'
import { capture, findProgram, run } from './processes.mjs'
import { Failure, say } from './say.mjs'

/** Debian's packages for the libraries that Electron links to; the rest of its libraries come as their dependencies. */
const electronPackages = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1']

/** A small font with Chinese, for pictures of a window in every language (fonts-noto-cjk is thirty times its size). */
const chineseFontPackage = 'fonts-wqy-microhei'

/** A keyring without a desktop, the bus it is reached by, and the library with which Electron asks it. */
const keyringPackages = ['gnome-keyring', 'dbus-x11', 'libsecret-1-0']

/**
 * Installs Debian packages when that is possible here.
 * @param {string[]} packages
 * @param {string} what is missing, in words
 */
async function install(packages, what) {
  const isDebian = existsSync('/etc/debian_version') && findProgram('apt-get')
  if (!isDebian) throw new Failure(`Missing on this system: ${what}.`)
  if (process.getuid?.() !== 0) {
    throw new Failure(
      `Missing on this system: ${what}. Install with: sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`,
    )
  }
  say(`Installing ${packages.join(', ')} (missing: ${what}) …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = () => capture('apt-get', ['update', '-qq'], { env })
  const updated = await update()
  if (updated.code !== 0) await update() // a mirror that was being refreshed is whole a moment later
  const named = await Promise.all(packages.map(nameHere))
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...named]
  const first = await capture('apt-get', args, { env })
  const code = first.code === 0 ? 0 : await run('apt-get', args, { env, output: 'stderr' })
  if (code !== 0) throw new Failure(`apt-get could not install ${named.join(', ')}; its message is above.`)
}

/** Newer releases call some libraries `…t64` (64-bit time). @param {string} name */
async function nameHere(name) {
  const renamed = `${name}t64`
  const { code } = await capture('apt-cache', ['show', '--no-all-versions', renamed])
  return code === 0 ? renamed : name
}

/** The libraries that the dynamic linker does not find for a program. @param {string} executable */
async function missingLibraries(executable) {
  const { output } = await capture('ldd', [executable])
  return [...output.matchAll(/^\s*(\S+) => not found$/gm)].map(([, library]) => library)
}

/** @param {string} executable Electron's */
export async function ensureElectronLibraries(executable) {
  if (process.platform !== 'linux') return
  const missing = await missingLibraries(executable)
  if (missing.length === 0) return
  await install(electronPackages, missing.join(', '))
  const still = await missingLibraries(executable)
  if (still.length > 0)
    throw new Failure(`Electron still lacks ${still.join(', ')}; install the packages of this system that hold them.`)
}

/** A display without a screen, for tests on machines that have none. */
export async function ensureXvfb() {
  if (!findProgram('Xvfb')) await install(['xvfb'], 'Xvfb')
}

/** For tests of keys: they start a keyring of their own. */
export async function ensureKeyring() {
  if (process.platform !== 'linux') return
  const programs = ['gnome-keyring-daemon', 'dbus-daemon', 'dbus-send'].filter((name) => !findProgram(name))
  const libraries = (await capture(findProgram('ldconfig') ?? '/sbin/ldconfig', ['-p'])).output
  const missing = [...programs, ...(libraries.includes('libsecret-1.so.0') ? [] : ['libsecret-1.so.0'])]
  if (missing.length > 0) await install(keyringPackages, missing.join(', '))
}

/** For the screenshots: without such a font Chinese is drawn as boxes. */
export async function ensureChineseFont() {
  if (process.platform !== 'linux') return
  const fonts = findProgram('fc-list') ? (await capture('fc-list', [':lang=zh', 'family'])).output : ''
  if (fonts.trim() === '') await install([chineseFontPackage], 'a font with Chinese')
}
