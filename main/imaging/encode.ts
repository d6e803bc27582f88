import type { Sharp } from 'sharp'
import type { Encoding } from '../../core/encoding'
import { AppError } from '../../core/errors'
import type { Size } from '../../core/geometry/types'
import type { OutputFormat } from '../../core/photo'
import { encodeAvif } from './encode-avif'
import { optimisesJpeg, refinesWebp } from './memory'
import { embedInJpeg } from './metadata/jpeg'
import type { FileParts, PictureMetadata } from './metadata/picture-metadata'
import { embedInPng } from './metadata/png'
import { embedInTiff } from './metadata/tiff'
import { embedInWebp } from './metadata/webp'
import type { Conversion } from './output-format'
import { type Raster, vipsSpace } from './raster'
import { samplesFile } from './samples-file'
import { bytesOf, openPicture } from './sharp'

/** Used when the user gives none: nothing is seen at 100 %, and files stay about as large as a camera's. */
const defaultQualities = { jpeg: 92, webp: 90 } as const

/** A picture to be written. */
export interface Writing {
  readonly canvas: Raster
  /** The profile by which colours are converted to sRGB, when they are. */
  readonly profile: Buffer | null
  readonly conversion: Conversion
  /** The size to be resampled to; the canvas' own when it is to stay. */
  readonly size: Size
  readonly format: OutputFormat
  readonly encoding: Encoding
}

/** Encodes a picture with its metadata. @throws {AppError} `output-format` */
export async function encode(writing: Writing, metadata: PictureMetadata): Promise<FileParts> {
  try {
    return await encodeAs(writing, metadata)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('output-format', `The picture could not be written as ${writing.format}: ${reason}`, {
      cause: error,
    })
  }
}

async function encodeAs(writing: Writing, metadata: PictureMetadata): Promise<FileParts> {
  const { format, size } = writing
  const picture = converted(writing)
  const quality = writing.encoding.quality ?? undefined
  switch (format) {
    case 'jpeg': {
      const optimiseCoding = optimisesJpeg(size.width * size.height)
      const options = { quality: quality ?? defaultQualities.jpeg, chromaSubsampling: '4:4:4', optimiseCoding }
      return embedInJpeg(await bytesOf(picture.jpeg(options)), metadata)
    }
    case 'png':
      return embedInPng(await bytesOf(picture.png({ compressionLevel: 6, adaptiveFiltering: true })), metadata)
    case 'tiff': {
      const predictor = writing.canvas.bits === 32 ? 'float' : 'horizontal'
      return embedInTiff(await bytesOf(picture.tiff({ compression: 'deflate', predictor })), metadata)
    }
    case 'webp': {
      const options = quality === 100 ? { lossless: true, exact: true } : { quality: quality ?? defaultQualities.webp }
      return embedInWebp(
        await bytesOf(picture.webp({ ...options, smartSubsample: refinesWebp(size.width * size.height) })),
        size,
        metadata,
      )
    }
    case 'avif':
      return [await encodeAvif(picture, writing, metadata)]
  }
}

function converted({ canvas, profile, conversion, size }: Writing): Sharp {
  const { toSrgb, flatten } = conversion
  const space = vipsSpace(canvas)
  let picture = openRaster(canvas, profile)
  if (space === 'cmyk' && !toSrgb) picture = picture.pipelineColourspace(space)
  if (flatten) picture = picture.flatten({ background: 'white' })
  if (size.width !== canvas.width || size.height !== canvas.height) {
    picture = picture.resize({ ...size, fit: 'fill', kernel: 'lanczos3' })
  }
  return picture.toColourspace(toSrgb ? 'srgb' : space)
}

/** Samples as sharp takes them: plainly where it knows what they are, else as a file that says so. */
function openRaster(canvas: Raster, profile: Buffer | null): Sharp {
  const { width, height, channels, model, bits, samples } = canvas
  if (model !== 'cmyk' && bits !== 32 && !profile && isPlain(channels)) {
    return openPicture(samples, { raw: { width, height, channels } })
  }
  const wrapped = samplesFile(canvas, profile)
  wrapped.samples.set(samples)
  return openPicture(wrapped.file, { ignoreIcc: profile === null })
}

function isPlain(channels: number): channels is 1 | 2 | 3 | 4 {
  return channels >= 1 && channels <= 4
}
