import type { SampleBits } from '../../core/conversion'
import { inEightBits } from './eight-bits'
import type { Pace } from './pace'
import type { Raster } from './raster'
import { emptyRaster } from './samples-file'

/**
 * A picture with 8 or 16 bits per sample. Sixteen become the nearest of 256 steps: a photo's own grain is all the
 * dithering it needs. Eight become the same values in finer steps. Floats stay what they are.
 * @throws {AppError} `cancelled`
 */
export async function inBits(raster: Raster, bits: SampleBits, pace: Pace): Promise<Raster> {
  if (raster.bits === 16 && bits === 8) return inEightBits(raster, pace)
  return raster.bits === 8 && bits === 16 ? inSixteenBits(raster, pace) : raster
}

async function inSixteenBits(raster: Raster, pace: Pace): Promise<Raster> {
  const deep = emptyRaster({ ...raster, bits: 16 })
  const line = raster.width * raster.channels
  await pace.quietly(raster.height, (row) => {
    for (let i = row * line; i < (row + 1) * line; i++) deep.samples[i] = (raster.samples[i] as number) * 257
  })
  return deep
}
