import type { Metadata } from 'sharp'
import { AppError } from '../../core/errors'
import { maxPixels } from '../../core/limits'
import { type PhotoFormat, type PhotoHeader, photoFormatSchema } from '../../core/photo'
import { isUsable, profileKind } from './icc'
import { unsupported } from './photo-errors'
import type { PhotoFile } from './photo-file'
import type { ColourModel, Layout, SampleBits } from './raster'

/** libvips' colour spaces that are kept as they are. */
const models: Readonly<Record<string, ColourModel>> = {
  'b-w': 'grey',
  grey16: 'grey',
  srgb: 'rgb',
  rgb: 'rgb',
  rgb16: 'rgb',
  scrgb: 'rgb',
  cmyk: 'cmyk',
}

/** libvips' sample types that are kept as they are. */
const depths: Readonly<Record<string, SampleBits>> = { uchar: 8, ushort: 16, float: 32 }

/** In words, of those that are not kept with floating-point samples. */
const modelNames = { grey: 'grey', cmyk: 'CMYK' } as const

/** Channels that are handled at most: CMYK and alpha. */
const maxChannels = 5

/** A photo's format by its content. @throws {AppError} `image-unsupported` */
export function formatOf({ format, compression }: Metadata, path: string): PhotoFormat {
  if (format === 'heif' && compression === 'av1') return 'avif'
  if (format === 'heif' && compression === 'hevc') return 'heic'
  const ours = photoFormatSchema.safeParse(format)
  if (ours.success) return ours.data
  throw unsupported(path, format === 'heif' ? `it is a HEIF file with ${compression} inside` : `it is a ${format} file`)
}

/**
 * What a photo's header says, as the rest of the program wants it.
 * @throws {AppError} `image-unsupported`, `image-too-large`
 */
export function headerOf(
  { format, metadata, sensor }: Pick<PhotoFile, 'format' | 'metadata' | 'sensor'>,
  path: string,
): PhotoHeader {
  const { bits, model, width, height } = layoutOf(metadata, path)
  return {
    format,
    size: { width, height },
    orientation: orientationOf(metadata),
    bitDepth: metadata.bitsPerSample ?? bits,
    channels: metadata.channels,
    hasAlpha: metadata.hasAlpha,
    space: metadata.space,
    hasProfile: metadata.hasProfile,
    profile: metadata.icc ? (isUsable(metadata.icc, model) ? profileKind(metadata.icc) : 'unusable') : null,
    pages: metadata.pages ?? 1,
    ...(sensor ? { sensor } : {}),
  }
}

/** EXIF orientation, 1 when it is missing or nonsense. */
export function orientationOf({ orientation }: Metadata): number {
  return orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : 1
}

/**
 * The shape of a photo's samples once they are decoded and oriented.
 * @throws {AppError} `image-unsupported`, `image-too-large`
 */
export function layoutOf(metadata: Metadata, path: string): Layout {
  // Not sharp's own reckoning: it turns sizes for orientations that do not exist, which the decoder leaves alone.
  const lies = orientationOf(metadata) >= 5
  const width = lies ? metadata.height : metadata.width
  const height = lies ? metadata.width : metadata.height
  if (width * height > maxPixels) {
    const megapixels = (pixels: number) => `${Math.round(pixels / 1e6).toLocaleString('en')} megapixels`
    const message = `The photo ${path} is too large: ${width} × ${height} are ${megapixels(width * height)}, more than ${megapixels(maxPixels)}.`
    throw new AppError('image-too-large', message)
  }
  const model = models[metadata.space]
  const bits = depths[metadata.depth]
  if (!model) throw unsupported(path, `its colours are of the kind “${metadata.space}”`)
  if (!bits) throw unsupported(path, `its samples are of the kind “${metadata.depth}”`)
  // libvips takes their full intensity for 255, programs for 1: what is shown and sent would be black, or white.
  if (model !== 'rgb' && bits === 32) throw unsupported(path, `its samples are floating-point ${modelNames[model]}`)
  if (metadata.channels > maxChannels) throw unsupported(path, `it has ${metadata.channels} channels`)
  return { width, height, channels: metadata.channels, hasAlpha: metadata.hasAlpha, model, bits }
}
