import type { Pace } from './pace'
import type { Raster } from './raster'

/**
 * A 16-bit picture in the nearest of 256 steps. It takes the place of the one given, whose samples are lost: together
 * they would be more than an encoder needs.
 * @throws {AppError} `cancelled`
 */
export async function inEightBits(raster: Raster, pace: Pace): Promise<Raster> {
  const { buffer, byteOffset, length } = raster.samples
  const samples = new Uint8Array(buffer, byteOffset, length)
  const line = raster.width * raster.channels
  await pace.quietly(raster.height, (row) => {
    for (let i = row * line; i < (row + 1) * line; i++) samples[i] = Math.round((raster.samples[i] as number) / 257)
  })
  return { ...raster, bits: 8, samples }
}
