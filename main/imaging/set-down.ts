import { truncate } from 'node:fs/promises'
import { freeMemory } from './free-memory'
import { type Layout, type Raster, rasterBytes, samplesOf } from './raster'
import { readWhole } from './source'
import { writeParts } from './write'

/**
 * Gives back the memory that a picture has beyond its samples: they are set down on disk, and taken up from there when it
 * is gone.
 * @param made what alone holds on to the picture.
 * @param apart the path of a file that may be written over; it is empty afterwards. After a failure what is left in it is
 *   the caller's to remove.
 * @throws {AppError} `output-full`, `output-unwritable`, `cancelled`
 */
export async function setDown(made: { picture: Raster }, apart: string, signal: AbortSignal): Promise<void> {
  const layout = await written(made.picture, apart)
  made.picture = { ...layout, samples: new Uint8Array() }
  await freeMemory()
  const bytes = await readWhole(apart, rasterBytes(layout), signal)
  made.picture = { ...layout, samples: samplesOf(bytes, layout.bits) }
  await truncate(apart)
}

async function written({ samples, room: _, ...layout }: Raster, path: string): Promise<Layout> {
  await writeParts(path, [Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)])
  return layout
}
