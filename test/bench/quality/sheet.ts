import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { OverlayOptions } from 'sharp'
import sharp from 'sharp'
import type { Rect } from '../../../core/geometry/types'
import { openPicture } from '../../../main/imaging/sharp'
import type { Picture } from './picture'

/** Px of a small picture, of a part in its own size, and between them. */
const small = { width: 360, height: 300 } as const
const part = { width: 300, height: 300 } as const
const gap = 8

/** A line of a contact sheet: pictures of the same scene beside each other. */
export interface SheetLine {
  readonly pictures: readonly Picture[]
  /** The photo inside; parts in their own size are cut out around its border. */
  readonly original: Rect
}

/** Writes a contact sheet: a line for each scene, each picture small, then a part of its seam in its own size. */
export async function writeSheet(path: string, lines: readonly SheetLine[]): Promise<void> {
  const columns = Math.max(...lines.map(({ pictures }) => pictures.length))
  const tiles: OverlayOptions[] = []
  for (const [row, { pictures, original }] of lines.entries()) {
    const top = gap + row * (small.height + gap)
    for (const [column, picture] of pictures.entries()) {
      const left = gap + column * (small.width + gap)
      tiles.push({ input: await smallOf(picture), left, top })
      const beside = gap + columns * (small.width + gap) + column * (part.width + gap)
      tiles.push({ input: await partOf(picture, original), left: beside, top })
    }
  }
  await mkdir(dirname(path), { recursive: true })
  const width = gap + columns * (small.width + part.width + 2 * gap)
  const height = gap + lines.length * (small.height + gap)
  await sharp({ create: { width, height, channels: 3, background: '#808080' } })
    .composite(tiles)
    .png()
    .toFile(path)
}

function open({ data, width, height }: Picture) {
  return openPicture(data, { raw: { width, height, channels: 3 } })
}

function smallOf(picture: Picture): Promise<Buffer> {
  return open(picture)
    .resize({ ...small, fit: 'inside' })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

/** The part around the middle of the border that has the most beyond it. */
function partOf(picture: Picture, { left, top, width, height }: Rect): Promise<Buffer> {
  const [right, bottom] = [left + width, top + height]
  const [middleX, middleY] = [left + width / 2, top + height / 2]
  const sides = [
    { room: left, x: left, y: middleY },
    { room: picture.width - right, x: right, y: middleY },
    { room: top, x: middleX, y: top },
    { room: picture.height - bottom, x: middleX, y: bottom },
  ]
  const { x, y } = sides.reduce((most, side) => (side.room > most.room ? side : most))
  const start = (middle: number, length: number, all: number) =>
    Math.max(0, Math.min(all - length, Math.round(middle - length / 2)))
  const size = { width: Math.min(part.width, picture.width), height: Math.min(part.height, picture.height) }
  const area = { left: start(x, size.width, picture.width), top: start(y, size.height, picture.height), ...size }
  return open(picture).extract(area).png({ compressionLevel: 1 }).toBuffer()
}
