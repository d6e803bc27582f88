import { truncate } from 'node:fs/promises'
import { writeApart } from './apart'
import { decodeOntoCanvas, type Placement, unconvertedPicture } from './decode'
import { freeMemory } from './free-memory'
import { type Layout, type Raster, rasterBytes, type SampleBits } from './raster'

/** More than a TIFF takes around its samples: a place for each strip, bytes. */
const framingBytes = 16e6

/**
 * A photo where it belongs on the canvas, as `decodeOntoCanvas` gives it, but never with a second copy of it in memory: it
 * is written upright and uncompressed to disk, and read from there row by row.
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
  await writeUpright(opened.input, photo, apart)
  const isInMemory = typeof opened.input !== 'string'
  opened.input = apart
  if (isInMemory) await freeMemory()
  const raster = await decodeOntoCanvas(apart, photo, placement, bits)
  await truncate(apart)
  return raster
}

function writeUpright(input: Buffer | string, photo: Layout, apart: string): Promise<void> {
  const picture = unconvertedPicture(input, photo).tiff({ compression: 'none', predictor: 'none', bigtiff: true })
  return writeApart(picture, apart, rasterBytes(photo) + framingBytes)
}
