import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { outputError } from '../shared/fs-errors'
import type { FileParts } from './metadata/picture-metadata'

/** Bytes given to the system at once: some network file systems refuse more than 2 GB. */
const chunkBytes = 64 * 1024 * 1024

/**
 * Writes a file in pieces and waits until the disk has it.
 * @param modified its time of change; absent: now.
 * @returns its size, bytes
 * @throws {AppError} `output-full`, `output-unwritable`
 */
export async function writeParts(destination: string, parts: FileParts, modified?: Date): Promise<number> {
  try {
    const file = await open(destination, 'w')
    try {
      let bytes = 0
      for (const part of parts) {
        for (let at = 0; at < part.length; at += chunkBytes) await file.writeFile(part.subarray(at, at + chunkBytes))
        bytes += part.length
      }
      if (modified) await file.utimes(modified, modified)
      await file.sync()
      return bytes
    } finally {
      await file.close()
    }
  } catch (error) {
    throw outputError(error, dirname(destination))
  }
}
