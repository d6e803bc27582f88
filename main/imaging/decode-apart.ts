import { truncate } from 'node:fs/promises'
import { writeApart } from './apart'
import { decodeOntoCanvas, type Placement, unconvertedPicture } from './decode'
import { freeMemory } from './free-memory'
import { orientationOf } from './header'
import { type Layout, type Raster, rasterBytes, type SampleBits } from './raster'
import { emptyRaster } from './samples-file'
import { openPicture } from './sharp'

/** Side of the file's tiles, and rows that are read at once, px. */
const tile = 256

/** More than a TIFF takes around its samples: a place for each tile, bytes. */
const framingBytes = 16e6

/**
 * A photo where it belongs on the canvas, as `decodeOntoCanvas` gives it, but never with a second copy of it in memory: it
 * is written uncompressed to disk, and read from there and turned part by part.
 * @param opened what is decoded; it is let go of.
 * @param apart the path of a file that may be written over; it is empty afterwards. After a failure what is left in it is
 *   the caller's to remove.
 * @throws {AppError} `output-full`, `output-unwritable`; sharp's errors: the photo is damaged
 */
export async function decodeApart(
  opened: { input: Buffer | string },
  photo: Layout,
  placement: Placement,
  bits: SampleBits,
  apart: string,
): Promise<Raster> {
  const orientation = orientationOf(await openPicture(opened.input).metadata())
  await writeStored(opened.input, photo, apart)
  const isInMemory = typeof opened.input !== 'string'
  opened.input = apart
  if (isInMemory) await freeMemory()
  const raster = await decodeParts(apart, photo, placement, bits, orientation)
  await truncate(apart)
  return raster
}

function writeStored(input: Buffer | string, photo: Layout, apart: string): Promise<void> {
  const tiled = { tile: true, tileWidth: tile, tileHeight: tile }
  const plain = { compression: 'none', predictor: 'none', bigtiff: true } as const
  const picture = unconvertedPicture(input, photo, false).tiff({ ...plain, ...tiled })
  const most = rasterBytes({ ...photo, width: photo.width + tile, height: photo.height + tile }) + framingBytes
  return writeApart(picture, apart, most)
}

async function decodeParts(
  apart: string,
  photo: Layout,
  { canvas: { width, height }, original, ...placement }: Placement,
  bits: SampleBits,
  orientation: number,
): Promise<Raster> {
  const canvas = emptyRaster({ ...photo, width, height, bits })
  for (let top = 0; top < height; top += tile) {
    const part = { width, height: Math.min(tile, height - top) }
    const from = { left: original.left, top: original.top - top }
    const { samples } = await decodeOntoCanvas(
      apart,
      photo,
      { ...placement, canvas: part, original: from },
      bits,
      orientation,
    )
    canvas.samples.set(samples, top * width * photo.channels)
    // Parts that are done with would pile up beside it.
    await freeMemory()
  }
  return canvas
}
