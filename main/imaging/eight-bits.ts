import type { Pace } from './pace'
import type { Raster } from './raster'

/** A 16-bit picture in the nearest of 256 steps. @throws {AppError} `cancelled` */
export async function inEightBits(raster: Raster, pace: Pace): Promise<Raster> {
  const samples = new Uint8Array(raster.samples.length)
  const line = raster.width * raster.channels
  await pace.quietly(raster.height, (row) => {
    for (let i = row * line; i < (row + 1) * line; i++) samples[i] = Math.round((raster.samples[i] as number) / 257)
  })
  return { ...raster, bits: 8, samples }
}
