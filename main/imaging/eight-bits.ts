import type { Pace } from './pace'
import type { Raster } from './raster'

/** A 16-bit picture in the nearest of 256 steps. @param at how far the whole task is, 0..1. @throws {AppError} `cancelled` */
export async function inEightBits(raster: Raster, pace: Pace, at: number): Promise<Raster> {
  const samples = new Uint8Array(raster.samples.length)
  const line = raster.width * raster.channels
  await pace.rows(raster.height, at, at, (row) => {
    for (let i = row * line; i < (row + 1) * line; i++) samples[i] = Math.round((raster.samples[i] as number) / 257)
  })
  return { ...raster, bits: 8, samples }
}
