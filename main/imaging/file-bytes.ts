import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Bytes read at once: directories and boxes lie close together. */
const blockBytes = 16 * 1024

/** A file of which only parts are looked at, in memory or on disk. */
export interface FileBytes {
  readonly length: number
  /** Bytes from `at`; fewer than asked for where the file ends, none beyond. Not to be written to. */
  read(at: number, bytes: number): Buffer
}

/**
 * Looks into a file by its bytes or its path.
 * @throws what the file system throws, from `look` as well
 */
export async function withFileBytes<T>(input: Buffer | string, look: (file: FileBytes) => T | Promise<T>): Promise<T> {
  if (typeof input !== 'string') return look(bufferBytes(input))
  // Synchronous: each look is a few short reads, and the readers of formats stay plain functions.
  const descriptor = openSync(input, 'r')
  try {
    return await look(diskBytes(descriptor))
  } finally {
    closeSync(descriptor)
  }
}

/** Bytes in memory. */
export function bufferBytes(buffer: Buffer): FileBytes {
  return { length: buffer.length, read: (at, bytes) => buffer.subarray(Math.max(0, at), Math.max(0, at + bytes)) }
}

function diskBytes(descriptor: number): FileBytes {
  const length = fstatSync(descriptor).size
  let block: Buffer = Buffer.alloc(0)
  let start = 0
  const load = (at: number, bytes: number) => {
    const loaded = Buffer.allocUnsafe(Math.max(0, Math.min(bytes, length - at)))
    let filled = 0
    while (filled < loaded.length) {
      const read = readSync(descriptor, loaded, filled, loaded.length - filled, at + filled)
      if (read === 0) break
      filled += read
    }
    return loaded.subarray(0, filled)
  }
  return {
    length,
    read(at, bytes) {
      if (at < 0 || at >= length) return Buffer.alloc(0)
      if (bytes > blockBytes) return load(at, bytes)
      if (at < start || at + bytes > start + block.length) {
        block = load(at, blockBytes)
        start = at
      }
      return block.subarray(at - start, at - start + bytes)
    },
  }
}
