import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { cancelled } from '../shared/cancel'
import { photoError } from '../shared/fs-errors'
import { statFile } from './stat-file'

/** Bytes read at once. */
const chunkBytes = 1 << 20

/**
 * SHA-256 of a file's bytes, hex.
 * @throws {AppError} `file-missing`, `file-unreadable`, `file-empty`, `not-an-image` (a pipe, a device), `cancelled`
 */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  try {
    await statFile(path)
    await pipeline(createReadStream(path, { highWaterMark: chunkBytes }), hash, { signal })
  } catch (error) {
    if (signal.aborted) throw cancelled()
    throw photoError(error, path)
  }
  return hash.digest('hex')
}
