import { spawn } from 'node:child_process'
import { ensureXvfb } from './system-packages.mjs'

/** Whether a window can be shown to somebody. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/**
 * Runs `body` with a display: the machine's own, or an Xvfb of ours that ends with it. `env` is what children need.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} body
 * @returns {Promise<T>}
 */
export async function withDisplay(body) {
  if (hasDisplay()) return body({})
  await ensureXvfb()
  // It chooses a free number itself and writes it to file descriptor 3 once it accepts windows.
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const end = () => xvfb.kill()
  process.once('exit', end)
  try {
    const display = await displayNumber(xvfb)
    return await body({ DISPLAY: `:${display}` })
  } finally {
    process.off('exit', end)
    end()
  }
}

/** @param {import('node:child_process').ChildProcess} xvfb */
async function displayNumber(xvfb) {
  const pipe = /** @type {import('node:stream').Readable} */ (xvfb.stdio[3])
  const bytes = await new Promise((resolve, reject) => {
    pipe.once('data', resolve)
    xvfb.once('error', reject)
    xvfb.once('exit', (code) => reject(new Error(`Xvfb ended with ${code} before it had a display`)))
  })
  return String(bytes).trim()
}
