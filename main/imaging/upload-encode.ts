import type { Size } from '../../core/geometry/types'
import type { Upload } from '../../core/imaging'
import { requestRules } from '../../core/service/rules'
import type { Pace } from './pace'
import { fullScale, type Raster } from './raster'
import { samplesFile } from './samples-file'
import { bytesOf, openPicture } from './sharp'

/** Bytes of a file whose Base64 is as long as the service takes: three bytes make four characters. */
const maxBytes = Math.floor(requestRules.imageBase64Bytes / 4) * 3

/** JPEG qualities, best first; below the last a smaller picture looks better. */
const qualities = [94, 90, 86, 80] as const

/** A picture in 8-bit sRGB. */
export interface SrgbPicture extends Size {
  readonly samples: Buffer
  /** 4 with alpha. */
  readonly channels: 3 | 4
}

/**
 * Converts a small 8-bit picture to sRGB by the profile it is to be seen with.
 * @param profile null: sRGB, or what libvips takes for CMYK.
 */
export async function toSrgb(picture: Raster, profile: Buffer | null): Promise<SrgbPicture> {
  const wrapped = samplesFile(picture, profile)
  wrapped.samples.set(picture.samples)
  const opened = openPicture(wrapped.file, { ignoreIcc: profile === null })
  const seen = isTransparent(picture) ? opened : opened.removeAlpha()
  const { data, info } = await seen.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3, samples: Buffer.from(data) }
}

/** Whether anything in a picture is transparent: many have alpha that is full everywhere. */
function isTransparent({ samples, channels, bits, hasAlpha }: Raster): boolean {
  if (!hasAlpha) return false
  const opaque = fullScale(bits)
  for (let i = channels - 1; i < samples.length; i += channels) {
    if ((samples[i] as number) < opaque) return true
  }
  return false
}

/**
 * Encodes a working copy, without any metadata, so that the service takes it: a JPEG, or a PNG when it has alpha, in the
 * best quality that is small enough.
 * @param smaller the next smaller size to try; the smallest that it gives fits whatever the picture shows.
 * @throws {AppError} `cancelled`
 */
export async function encodeUpload(picture: SrgbPicture, smaller: (size: Size) => Size, pace: Pace): Promise<Upload> {
  const { width: fullWidth, height: fullHeight, channels, samples } = picture
  for (let size: Size = { width: fullWidth, height: fullHeight }; ; size = smaller(size)) {
    const { width, height } = size
    for (const quality of channels === 4 ? [null] : qualities) {
      pace.reached(0)
      const raw = openPicture(samples, { raw: { width: fullWidth, height: fullHeight, channels } })
      const resized = width === fullWidth && height === fullHeight ? raw : raw.resize({ width, height, fit: 'fill' })
      const encoded =
        quality === null ? resized.png({ compressionLevel: 9 }) : resized.jpeg({ quality, chromaSubsampling: '4:4:4' })
      const data = await bytesOf(encoded)
      const type = quality === null ? 'image/png' : 'image/jpeg'
      if (data.length <= maxBytes) return { data, type, width, height }
    }
  }
}
