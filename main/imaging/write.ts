import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { outputError } from '../shared/fs-errors'
import type { FileParts, Frame } from './metadata/picture-metadata'

/** Bytes given to the system at once: some network file systems refuse more than 2 GB. */
const chunkBytes = 64 * 1024 * 1024

/** Bytes moved at once inside a file: a copy of them is in memory. */
const movedBytes = 8 * 1024 * 1024

/**
 * Writes a file in pieces and waits until the disk has it.
 * @param modified its time of change; absent: now.
 * @returns its size, bytes
 * @throws {AppError} `output-full`, `output-unwritable`
 */
export function writeParts(destination: string, parts: FileParts, modified?: Date): Promise<number> {
  return written(destination, 'w', modified, (file) => writeAt(file, parts, 0))
}

/**
 * Gives a file what stands around its data, where it is, and waits until the disk has it.
 * @param modified its time of change; absent: now.
 * @returns its size, bytes
 * @throws {AppError} `output-full`, `output-unwritable`
 */
export function writeFrame(destination: string, { before, from, after }: Frame, modified?: Date): Promise<number> {
  return written(destination, 'r+', modified, async (file) => {
    const { size } = await file.stat()
    const to = before.reduce((sum, { length }) => sum + length, 0)
    await moveEnd(file, { from, to, size })
    await writeAt(file, before, 0)
    const end = await writeAt(file, after, to + size - from)
    await file.truncate(end)
    return end
  })
}

async function written(
  destination: string,
  flags: 'w' | 'r+',
  modified: Date | undefined,
  write: (file: FileHandle) => Promise<number>,
): Promise<number> {
  try {
    const file = await open(destination, flags)
    try {
      const bytes = await write(file)
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

/** Writes parts one after the other; answers with where they end. */
async function writeAt(file: FileHandle, parts: FileParts, start: number): Promise<number> {
  let end = start
  for (const part of parts) {
    for (let at = 0; at < part.length; at += chunkBytes)
      end += await writeWhole(file, part.subarray(at, at + chunkBytes), end)
  }
  return end
}

/** A single write may take less than it is given, when the disk fills up. */
async function writeWhole(file: FileHandle, bytes: Uint8Array, at: number): Promise<number> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten
  }
  return bytes.length
}

/** Moves all of a file from a place on, within it: from the side on which nothing is in the way. */
async function moveEnd(
  file: FileHandle,
  { from, to, size }: { readonly from: number; readonly to: number; readonly size: number },
): Promise<void> {
  if (from === to) return
  const chunk = Buffer.allocUnsafeSlow(Math.min(movedBytes, size - from))
  const count = Math.ceil((size - from) / movedBytes)
  for (let i = 0; i < count; i++) {
    const offset = (to > from ? count - 1 - i : i) * movedBytes
    const length = Math.min(movedBytes, size - from - offset)
    const part = chunk.subarray(0, length)
    await readWhole(file, part, from + offset)
    await writeWhole(file, part, to + offset)
  }
}

/** Fills a buffer from a place in a file. @throws {RangeError} the file ends before */
export async function readWhole(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  const { bytesRead } = await file.read(bytes, 0, bytes.length, at)
  if (bytesRead !== bytes.length) throw new RangeError(`Expected ${bytes.length} bytes, got ${bytesRead}`)
}
