import { open, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { outputError } from '../shared/fs-errors'
import { freeMemory } from './free-memory'
import { type Layout, type Raster, rasterBytes, samplesOf } from './raster'
import { emptyRaster } from './samples-file'
import { readWhole, writeParts } from './write'

/** Rows that are read and converted at once. */
const partRows = 256

/**
 * Converts a picture where it and what becomes of it would be too much for memory together: it is set down on disk, and taken
 * up from there part by part.
 * @param made what alone holds on to the picture; afterwards it has the converted one.
 * @param convert converts a part of it, whose samples may be changed.
 * @param apart the path of a file that may be written over; it is empty afterwards. After a failure what is left in it is
 *   the caller's to remove.
 * @throws {AppError} `output-full`, `output-unwritable`; what `convert` throws
 */
export async function convertApart(
  made: { picture: Raster },
  convert: (part: Raster) => Promise<Raster>,
  apart: string,
): Promise<void> {
  const layout = await setDown(made.picture, apart)
  // So that nothing holds on to its samples.
  made.picture = { ...layout, samples: new Uint8Array() }
  await freeMemory()
  let whole: Raster | null = null
  for (let top = 0; top < layout.height; top += partRows) {
    const part = { ...layout, height: Math.min(partRows, layout.height - top) }
    const bytes = await readAt(apart, rasterBytes({ ...layout, height: top }), rasterBytes(part))
    const converted = await convert({ ...part, samples: samplesOf(bytes, layout.bits) })
    whole ??= emptyRaster({ ...converted, height: layout.height })
    whole.samples.set(converted.samples, top * converted.width * converted.channels)
    // Parts that are done with would pile up beside it.
    await freeMemory()
  }
  made.picture = whole ?? made.picture
  await truncate(apart)
}

async function setDown({ samples, room: _, ...layout }: Raster, path: string): Promise<Layout> {
  await writeParts(path, [Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)])
  return layout
}

async function readAt(path: string, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length)
  try {
    const file = await open(path, 'r')
    try {
      await readWhole(file, bytes, from)
      return bytes
    } finally {
      await file.close()
    }
  } catch (error) {
    throw outputError(error, dirname(path))
  }
}
