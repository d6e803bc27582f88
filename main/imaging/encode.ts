import { AppError } from '../../core/errors'
import type { OutputFormat } from '../../core/photo'
import { writeApart } from './apart'
import { encodeAvif } from './encode-avif'
import { bufferBytes, type FileBytes, withFileBytes } from './file-bytes'
import { finishedPicture, finishedRaster, type Writing } from './finish'
import { optimisesJpeg, refinesWebp, streamsWebp } from './memory'
import { embedInJpeg } from './metadata/jpeg'
import { type FileParts, type Frame, framed, type PictureMetadata } from './metadata/picture-metadata'
import { frameOfPng } from './metadata/png'
import { frameOfTiff } from './metadata/tiff'
import { embedInWebp, webpOfLossless } from './metadata/webp'
import type { Pace, Share } from './pace'
import { rasterBytes } from './raster'
import { bytesOf } from './sharp'
import { encodeVp8l } from './vp8l/encode'

/** Used when the user gives none: nothing is seen at 100 %, and files stay about as large as a camera's. */
const defaultQualities = { jpeg: 92, webp: 90 } as const

/** Of 0..6: libwebp's own, and the highest that keeps no list of all that is written. 0 and 1 fail on large pictures. */
const webpEfforts = { usual: 4, large: 2 } as const

/** Bytes of samples from which on a TIFF's offsets have 64 bits: with 32 it ends at 4 GB, and LZW may make noise longer. */
const classicTiffBytes = 2.8e9

/** An encoded picture with its metadata: in memory, or in a file that is still to get what stands around its data. */
export type EncodedFile =
  | { readonly kind: 'parts'; readonly parts: FileParts }
  | { readonly kind: 'apart'; readonly frame: Frame }

/** Where a file is written that would be too much for memory. */
export interface Apart {
  readonly path: string
  /** Bytes of samples up to which it stays in memory. */
  readonly above: number
}

/**
 * Encodes a picture with its metadata.
 * @throws {AppError} `output-format`, `output-full`, `output-unwritable`, `cancelled`
 */
export async function encode(
  writing: Writing,
  metadata: PictureMetadata,
  apart: Apart,
  pace: Pace,
  share: Share,
): Promise<EncodedFile> {
  try {
    const { format } = writing
    if (format === 'png' || format === 'tiff') return await encodeFramed(writing, metadata, format, apart, pace)
    return { kind: 'parts', parts: await encodeWhole(writing, metadata, format, pace, share) }
  } catch (error) {
    if (error instanceof AppError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('output-format', `The picture could not be written as ${writing.format}: ${reason}`, {
      cause: error,
    })
  }
}

/** PNG and TIFF, which may be as long as the samples. */
async function encodeFramed(
  writing: Writing,
  metadata: PictureMetadata,
  format: 'png' | 'tiff',
  { path, above }: Apart,
  pace: Pace,
): Promise<EncodedFile> {
  const { canvas, size, encoding } = writing
  const bytes = rasterBytes({ ...canvas, ...size })
  const plain = await finishedPicture(writing, pace)
  const predictor = canvas.bits === 32 ? 'float' : 'horizontal'
  const picture =
    format === 'png'
      ? plain.png({ compressionLevel: 6, adaptiveFiltering: true })
      : plain.tiff({ compression: encoding.compression, predictor, bigtiff: bytes > classicTiffBytes })
  const frameOf = (file: FileBytes) => (format === 'png' ? frameOfPng(file, metadata) : frameOfTiff(file, metadata))
  if (bytes <= above) {
    const file = await bytesOf(picture)
    return { kind: 'parts', parts: framed(file, frameOf(bufferBytes(file))) }
  }
  await writeApart(picture, path, bytes)
  return { kind: 'apart', frame: await withFileBytes(path, frameOf) }
}

async function encodeWhole(
  writing: Writing,
  metadata: PictureMetadata,
  format: Exclude<OutputFormat, 'png' | 'tiff'>,
  pace: Pace,
  share: Share,
): Promise<FileParts> {
  const { size, encoding } = writing
  const pixels = size.width * size.height
  if (format === 'avif') return encodeAvif(await finishedRaster(writing, pace), writing, metadata, pace, share)
  if (format === 'webp' && encoding.quality === 100 && streamsWebp(pixels)) {
    const raster = await finishedRaster(writing, pace)
    return webpOfLossless(await encodeVp8l(raster, pace, share), raster, metadata)
  }
  const picture = await finishedPicture(writing, pace)
  const quality = encoding.quality ?? undefined
  switch (format) {
    case 'jpeg': {
      const optimiseCoding = optimisesJpeg(pixels)
      const { subsampling: chromaSubsampling } = encoding
      const options = { quality: quality ?? defaultQualities.jpeg, chromaSubsampling, optimiseCoding }
      return embedInJpeg(await bytesOf(picture.jpeg(options)), metadata)
    }
    case 'webp': {
      const isRefined = refinesWebp(pixels)
      const options =
        quality === 100
          ? { lossless: true, exact: true }
          : { quality: quality ?? defaultQualities.webp, effort: isRefined ? webpEfforts.usual : webpEfforts.large }
      return embedInWebp(await bytesOf(picture.webp({ ...options, smartSubsample: isRefined })), size, metadata)
    }
  }
}
