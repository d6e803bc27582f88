import type { Sharp } from 'sharp'
import type { Conversion } from '../../core/conversion'
import type { Encoding } from '../../core/encoding'
import { AppError } from '../../core/errors'
import type { Size } from '../../core/geometry/types'
import type { OutputFormat } from '../../core/photo'
import { interleaved, ownBytes, sharpDepths } from './decode'
import { encodeAvif } from './encode-avif'
import { optimisesJpeg, refinesWebp } from './memory'
import { embedInJpeg } from './metadata/jpeg'
import type { FileParts, PictureMetadata } from './metadata/picture-metadata'
import { embedInPng } from './metadata/png'
import { embedInTiff } from './metadata/tiff'
import { embedInWebp } from './metadata/webp'
import type { Pace } from './pace'
import { type Layout, type Raster, rasterBytes, samplesOf, vipsSpace } from './raster'
import { samplesFile } from './samples-file'
import { bytesOf, openPicture } from './sharp'
import { sharpen } from './sharpen'

/** Used when the user gives none: nothing is seen at 100 %, and files stay about as large as a camera's. */
const defaultQualities = { jpeg: 92, webp: 90 } as const

/** Bytes of samples from which on a TIFF's offsets have 64 bits: with 32 it ends at 4 GB, and LZW may make noise longer. */
const classicTiffBytes = 2.8e9

/** A picture to be written. */
export interface Writing {
  /** With its samples as they are to be written, but for flattening and resampling. */
  readonly canvas: Raster
  readonly conversion: Conversion
  /** The size to be resampled to; the canvas' own when it is to stay. */
  readonly size: Size
  readonly format: OutputFormat
  readonly encoding: Encoding
}

/** Encodes a picture with its metadata. @throws {AppError} `output-format`, `cancelled` */
export async function encode(writing: Writing, metadata: PictureMetadata, pace: Pace): Promise<FileParts> {
  try {
    return await encodeAs(writing, metadata, pace)
  } catch (error) {
    if (error instanceof AppError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('output-format', `The picture could not be written as ${writing.format}: ${reason}`, {
      cause: error,
    })
  }
}

async function encodeAs(writing: Writing, metadata: PictureMetadata, pace: Pace): Promise<FileParts> {
  const { format, size, encoding } = writing
  const picture = encoding.sharpen > 0 ? await sharpened(writing, pace) : fitted(writing)
  const quality = encoding.quality ?? undefined
  switch (format) {
    case 'jpeg': {
      const optimiseCoding = optimisesJpeg(size.width * size.height)
      const { subsampling: chromaSubsampling } = encoding
      const options = { quality: quality ?? defaultQualities.jpeg, chromaSubsampling, optimiseCoding }
      return embedInJpeg(await bytesOf(picture.jpeg(options)), metadata)
    }
    case 'png':
      return embedInPng(await bytesOf(picture.png({ compressionLevel: 6, adaptiveFiltering: true })), metadata)
    case 'tiff': {
      const { compression } = encoding
      const predictor = writing.canvas.bits === 32 ? 'float' : 'horizontal'
      const bigtiff = rasterBytes({ ...writing.canvas, ...size }) > classicTiffBytes
      return embedInTiff(await bytesOf(picture.tiff({ compression, predictor, bigtiff })), metadata)
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
      return encodeAvif(picture, writing, metadata)
  }
}

/**
 * The picture without what the format cannot hold, in its size. It is resampled as its samples are, not in linear light:
 * that keeps dark edges from getting bright seams, and is what other programs do. Alpha is multiplied in meanwhile.
 */
function fitted({ canvas, conversion, size }: Writing): Sharp {
  const space = vipsSpace(canvas)
  let picture = openRaster(canvas)
  if (space === 'cmyk') picture = picture.pipelineColourspace(space)
  if (conversion.flatten) picture = picture.flatten({ background: 'white' })
  if (size.width !== canvas.width || size.height !== canvas.height) {
    picture = picture.resize({ ...size, fit: 'fill', kernel: 'lanczos3' })
  }
  return picture.toColourspace(space)
}

/** The same, sharpened, as the last thing that happens to it. */
async function sharpened(writing: Writing, pace: Pace): Promise<Sharp> {
  const { canvas, conversion, size, encoding } = writing
  const depth = sharpDepths[canvas.bits]
  const channels = canvas.channels - (conversion.flatten ? 1 : 0)
  const layout: Layout = { ...canvas, ...size, channels, hasAlpha: canvas.hasAlpha && !conversion.flatten }
  const picture = () => fitted(writing)
  // sharp's raw output of `b-w` has the first channel only.
  const splits = vipsSpace(layout) === 'b-w' && channels > 1
  const bytes = splits ? await interleaved(picture, layout) : await picture().raw({ depth }).toBuffer()
  const raster: Raster = { ...layout, samples: samplesOf(ownBytes(bytes, canvas.bits / 8), canvas.bits) }
  await sharpen(raster, encoding.sharpen, pace)
  return fitted({ ...writing, canvas: raster, conversion: { ...conversion, flatten: false } })
}

/** Samples as sharp takes them: plainly where it knows what they are, else as a file that says so. */
function openRaster(canvas: Raster): Sharp {
  const { width, height, channels, model, bits, samples } = canvas
  if (model !== 'cmyk' && bits !== 32 && isPlain(channels)) {
    return openPicture(samples, { raw: { width, height, channels } })
  }
  const wrapped = samplesFile(canvas, null)
  wrapped.samples.set(samples)
  return openPicture(wrapped.file, { ignoreIcc: true })
}

function isPlain(channels: number): channels is 1 | 2 | 3 | 4 {
  return channels >= 1 && channels <= 4
}
