import { boxBytes, findBox, readBoxes } from '../boxes'
import type { FileBytes } from '../file-bytes'

/** Where an item's parts are counted from: the file's start, as opposed to a box of small items. */
const inFile = 0

/** Reads big-endian numbers one after the other. */
class NumberReader {
  #at = 0
  constructor(readonly bytes: Buffer) {}
  /** 0 bytes are a 0. */
  next(size: number): number {
    this.#at += size
    if (size <= 6) return size === 0 ? 0 : this.bytes.readUIntBE(this.#at - size, size)
    return Number(this.bytes.readBigUInt64BE(this.#at - size))
  }
}

/**
 * Whether parts of a HEIC's or AVIF's pictures lie beyond the file's end: decoders leave missing tiles black, without a
 * word.
 */
export function isCutOff(file: FileBytes): boolean {
  const meta = findBox(file, ['meta'])
  // The box's version and flags come before those in it.
  const iloc = meta && findBox(file, ['iloc'], readBoxes(file, meta.start + 4, meta.end))
  if (!iloc) return false
  try {
    return endOfItems(new NumberReader(boxBytes(file, iloc))) > file.length
  } catch (error) {
    if (error instanceof RangeError) return true
    throw error
  }
}

/** Where the last part of any item ends, bytes. */
function endOfItems(numbers: NumberReader): number {
  const version = numbers.next(1)
  numbers.next(3)
  const sizes = numbers.next(1)
  const more = numbers.next(1)
  const offsetBytes = sizes >> 4
  const lengthBytes = sizes & 0xf
  const baseBytes = more >> 4
  const indexBytes = version === 0 ? 0 : more & 0xf
  const idBytes = version < 2 ? 2 : 4
  let end = 0
  for (let items = numbers.next(idBytes); items > 0; items--) {
    numbers.next(idBytes)
    const method = version === 0 ? inFile : numbers.next(2) & 0xf
    numbers.next(2)
    const base = numbers.next(baseBytes)
    const count = numbers.next(2)
    const isNothing = indexBytes + offsetBytes + lengthBytes === 0
    for (let parts = isNothing ? 0 : count; parts > 0; parts--) {
      numbers.next(indexBytes)
      const start = base + numbers.next(offsetBytes)
      const length = numbers.next(lengthBytes)
      if (method === inFile) end = Math.max(end, start + length)
    }
  }
  return end
}
