import type { FileBytes } from './file-bytes'

/** A box of an ISO base media file (HEIC, AVIF, CR3): what it holds lies from `start` to `end`, bytes of the file. */
export interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** More boxes side by side than any photo's file has: what has more is broken. */
const maxBoxes = 1000

/** The boxes between two places of a file, until the first that is broken. */
export function readBoxes(file: FileBytes, start = 0, end = file.length): Box[] {
  const boxes: Box[] = []
  for (let at = start; at + 8 <= end && boxes.length < maxBoxes; ) {
    const head = file.read(at, 16)
    if (head.length < 8) break
    const size = head.readUInt32BE(0)
    const isLong = size === 1 && head.length === 16
    const boxEnd = size === 0 ? end : at + (isLong ? Number(head.readBigUInt64BE(8)) : size)
    const inside = at + (isLong ? 16 : 8)
    if (boxEnd < inside || boxEnd > end) break
    boxes.push({ type: head.toString('latin1', 4, 8), start: inside, end: boxEnd })
    at = boxEnd
  }
  return boxes
}

/** The first box at the end of a path of types; null when there is none. */
export function findBox(file: FileBytes, path: readonly string[], boxes = readBoxes(file)): Box | null {
  const [type, ...rest] = path
  const found = boxes.find((box) => box.type === type)
  if (!found || rest.length === 0) return found ?? null
  return findBox(file, rest, readBoxes(file, found.start, found.end))
}

/** What a box holds; not for those with a picture's data. */
export function boxBytes(file: FileBytes, { start, end }: Box): Buffer {
  return file.read(start, end - start)
}
