import type { ColourModel, SampleBits } from '../../core/conversion'
import type { Rect } from '../../core/geometry/types'

export { type ColourModel, colourChannels, type SampleBits } from '../../core/conversion'

/** Interleaved samples, rows from top to bottom, no padding. Floats are 0..1, beyond that in HDR pictures. */
export type Samples = Uint8Array | Uint16Array | Float32Array

/** The shape of a decoded picture. */
export interface Layout {
  readonly width: number
  readonly height: number
  /** All channels together. */
  readonly channels: number
  /** Alpha is the last channel and not multiplied into the colours. */
  readonly hasAlpha: boolean
  readonly model: ColourModel
  readonly bits: SampleBits
}

/** A decoded picture, oriented, in its own colours. */
export interface Raster extends Layout {
  readonly samples: Samples
  /** Bytes right before the samples that may be written to. */
  readonly room?: Uint8Array
}

/**
 * More channels than sharp can make a background for: it goes on with the border's instead, and has all of the photo in
 * memory.
 */
export const manyChannels = 5

/** The value of a sample of full intensity. */
export function fullScale(bits: SampleBits): number {
  return bits === 32 ? 1 : (1 << bits) - 1
}

/** Bytes that a picture's samples take. */
export function rasterBytes({ width, height, channels, bits }: Layout): number {
  return width * height * channels * (bits / 8)
}

/** Bytes as samples, without copying. They must start at a multiple of the sample's size. */
export function samplesOf(bytes: Uint8Array, bits: SampleBits): Samples {
  switch (bits) {
    case 8:
      return bytes
    case 16:
      return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2)
    case 32:
      return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
  }
}

/** libvips' name of the colour space in which samples of a layout are left alone. */
export function vipsSpace({ model, bits }: Layout): 'b-w' | 'grey16' | 'srgb' | 'rgb16' | 'scrgb' | 'cmyk' {
  if (model === 'cmyk') return 'cmyk'
  if (model === 'grey') return bits === 16 ? 'grey16' : 'b-w'
  return bits === 8 ? 'srgb' : bits === 16 ? 'rgb16' : 'scrgb'
}

/** A part of a picture, which has to contain it; the picture itself when that is all of it. */
export function cropped(raster: Raster, { left, top, width, height }: Rect): Raster {
  if (width === raster.width && height === raster.height) return raster
  const { samples, channels, bits } = raster
  const part = samplesOf(new Uint8Array(rasterBytes({ ...raster, width, height })), bits)
  for (let row = 0; row < height; row++) {
    const start = ((top + row) * raster.width + left) * channels
    part.set(samples.subarray(start, start + width * channels), row * width * channels)
  }
  return { ...raster, width, height, samples: part }
}
