import { AppError } from '../../core/errors'
import { encodeAvif } from './encode-avif'
import { finishedPicture, finishedRaster, type Writing } from './finish'
import { optimisesJpeg, refinesWebp, streamsWebp } from './memory'
import { embedInJpeg } from './metadata/jpeg'
import type { FileParts, PictureMetadata } from './metadata/picture-metadata'
import { embedInPng } from './metadata/png'
import { embedInTiff } from './metadata/tiff'
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

/** Encodes a picture with its metadata. @throws {AppError} `output-format`, `cancelled` */
export async function encode(
  writing: Writing,
  metadata: PictureMetadata,
  pace: Pace,
  share: Share,
): Promise<FileParts> {
  try {
    return await encodeAs(writing, metadata, pace, share)
  } catch (error) {
    if (error instanceof AppError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('output-format', `The picture could not be written as ${writing.format}: ${reason}`, {
      cause: error,
    })
  }
}

async function encodeAs(writing: Writing, metadata: PictureMetadata, pace: Pace, share: Share): Promise<FileParts> {
  const { format, size, encoding } = writing
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
    case 'png':
      return embedInPng(await bytesOf(picture.png({ compressionLevel: 6, adaptiveFiltering: true })), metadata)
    case 'tiff': {
      const { compression } = encoding
      const predictor = writing.canvas.bits === 32 ? 'float' : 'horizontal'
      const bigtiff = rasterBytes({ ...writing.canvas, ...size }) > classicTiffBytes
      return embedInTiff(await bytesOf(picture.tiff({ compression, predictor, bigtiff })), metadata)
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
