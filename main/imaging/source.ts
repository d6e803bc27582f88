import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { AppError } from '../../core/errors'
import { photoError } from '../shared/fs-errors'
import { hashFile } from './hash'
import { cancelled } from './pace'
import { statFile } from './probe'

/** Files up to this size are read once and decoded from memory, bytes. Larger ones are hashed, then decoded from disk. */
const inMemoryBytes = 1024 * 1024 * 1024

/** Bytes asked for at once. */
const chunkBytes = 8 * 1024 * 1024

/**
 * A photo's file whose bytes are those that were planned with: in memory, or as its path.
 * @throws {AppError} `photo-changed`, `file-missing`, `file-unreadable`, `file-empty`, `not-an-image`, `cancelled`
 */
export async function readSource(path: string, contentHash: string, signal: AbortSignal): Promise<Buffer | string> {
  const { size } = await statFile(path)
  const inMemory = size <= inMemoryBytes
  const bytes = inMemory ? await readWhole(path, size, signal) : path
  const hash =
    typeof bytes === 'string' ? await hashFile(path, signal) : createHash('sha256').update(bytes).digest('hex')
  if (hash !== contentHash) {
    throw new AppError('photo-changed', `The photo ${path} has changed since it was added. Add it again.`)
  }
  return bytes
}

async function readWhole(path: string, size: number, signal: AbortSignal): Promise<Buffer> {
  try {
    const file = await open(path, 'r')
    try {
      const bytes = Buffer.allocUnsafeSlow(size)
      for (let at = 0; at < size; ) {
        if (signal.aborted) throw cancelled()
        const { bytesRead } = await file.read(bytes, at, Math.min(chunkBytes, size - at), at)
        if (bytesRead === 0) return bytes.subarray(0, at)
        at += bytesRead
      }
      return bytes
    } finally {
      await file.close()
    }
  } catch (error) {
    throw photoError(error, path)
  }
}
