import type { Sharp } from 'sharp'
import type { Writing } from './encode'
import { replaceAvifExif } from './metadata/avif'
import type { FileParts, PictureMetadata } from './metadata/picture-metadata'
import { embedInPng } from './metadata/png'
import { bytesOf, createPixel, openPicture } from './sharp'

/** About what 90 is to JPEG. */
const defaultQuality = 70

/** Of 0..9. Measured: 4, sharp's default, takes 27 times as long for files of the same size and quality. */
const effort = 1

/**
 * Encodes an AVIF with its metadata. Its boxes are libheif's business, so here the metadata is handed over with a picture
 * that has it: one black px, grown to full size, onto which the samples are laid with OR, which changes none of them.
 */
export async function encodeAvif(picture: Sharp, writing: Writing, metadata: PictureMetadata): Promise<FileParts> {
  const { quality } = writing.encoding
  const { avifBits } = writing.conversion
  const space = avifBits > 8 ? 'rgb16' : 'srgb'
  const samples = await picture.toColourspace(space).tiff({ compression: 'none' }).toBuffer()
  const pixel = createPixel(writing.canvas.hasAlpha).toColourspace(space).png()
  const carrier = Buffer.concat(embedInPng(await bytesOf(pixel), metadata))
  const whole = openPicture(carrier, { ignoreIcc: true })
    .extend({
      right: writing.size.width - 1,
      bottom: writing.size.height - 1,
      background: { r: 0, g: 0, b: 0, alpha: writing.canvas.hasAlpha ? 0 : 1 },
    })
    .boolean(samples, 'or')
    .toColourspace(space)
    .keepMetadata()
    .avif({
      ...(quality === 100 ? { lossless: true } : { quality: quality ?? defaultQuality }),
      chromaSubsampling: '4:4:4',
      effort,
      bitdepth: avifBits,
    })
  const file = await bytesOf(whole)
  return (metadata.exif && replaceAvifExif(file, metadata.exif)) ?? [file]
}
