/** What a box's head takes, and what a box with version and flags takes more, bytes (ISO/IEC 14496-12, 4.2). */
export const headBytes = 8
export const versionBytes = 4

/** A box: where it lies in the file, with its head, and what is in it. */
export interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly data: Buffer
}

/** Boxes side by side, until the first that is broken. */
export function readBoxes(bytes: Buffer, from: number, end: number): Box[] {
  const boxes: Box[] = []
  for (let at = from; at + headBytes <= end; ) {
    const size = bytes.readUInt32BE(at)
    const long = size === 1 && at + 2 * headBytes <= end
    const next = size === 0 ? end : at + (long ? Number(bytes.readBigUInt64BE(at + headBytes)) : size)
    const start = at + headBytes * (long ? 2 : 1)
    if (next < start || next > end) break
    boxes.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      start: at,
      end: next,
      data: bytes.subarray(start, next),
    })
    at = next
  }
  return boxes
}

/** A box of a type around data. */
export function box(type: string, ...data: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(headBytes)
  head.writeUInt32BE(
    data.reduce((sum, { length }) => sum + length, headBytes),
    0,
  )
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, ...data])
}
