import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { say } from './say.mjs'

/** @param {string} file */
function kernelSetting(file) {
  try {
    return readFileSync(path.join('/proc/sys/kernel', file), 'utf8').trim()
  } catch {
    return null
  }
}

/** Whether the helper is root's and setuid, as a system-wide installation leaves it. @param {string} folder */
function hasSetuidHelper(folder) {
  const { uid, mode } = statSync(path.join(folder, 'chrome-sandbox'))
  return uid === 0 && (mode & 0o4000) !== 0
}

/**
 * `--no-sandbox` where Chromium would otherwise refuse to start: as root, and where the kernel lets no ordinary user make
 * the namespaces that its sandbox is built of.
 * @param {string} folder Electron's
 * @returns {string[]}
 */
export function sandboxArguments(folder) {
  if (process.platform !== 'linux') return []
  if (process.getuid?.() === 0) return ['--no-sandbox']
  const forbidden =
    kernelSetting('unprivileged_userns_clone') === '0' || kernelSetting('apparmor_restrict_unprivileged_userns') === '1'
  if (!forbidden || hasSetuidHelper(folder)) return []
  say('This system forbids unprivileged user namespaces, so Electron runs without its sandbox here.')
  return ['--no-sandbox']
}
