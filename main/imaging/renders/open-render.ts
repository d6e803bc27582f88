import type { Metadata } from 'sharp'
import { AppError } from '../../../core/errors'
import type { Size } from '../../../core/geometry/types'
import type { Pace } from '../pace'
import type { Raster } from '../raster'
import { bytesOf, openPicture } from '../sharp'
import { inPhotoColours, type PhotoColours } from './photo-colours'

/** A render in the photo's colours, without alpha, and the size that its file has. */
export interface OpenRender {
  readonly raster: Raster
  /** The same in 8-bit sRGB; it may be the same. */
  readonly srgb: Raster
  readonly size: Size
}

/**
 * Decodes a render and converts it to the photo's colours.
 * @param most the size of what it covers: a larger render is reduced to it.
 * @throws {AppError} `download-broken`, `cancelled`
 */
export async function openRender(path: string, most: Size, photo: PhotoColours, pace: Pace): Promise<OpenRender> {
  const { srgb, size } = await decode(path, most).catch((error: unknown) => {
    const message = `The picture at ${path}, which the service has painted, cannot be read: it is damaged or gone. It has to be fetched again.`
    throw new AppError('download-broken', message, { cause: error, retryable: true })
  })
  return { raster: await inPhotoColours(srgb, photo, pace), srgb, size }
}

async function decode(path: string, most: Size): Promise<{ readonly srgb: Raster; readonly size: Size }> {
  const metadata = await openPicture(path).metadata()
  const { width, height } = metadata
  const reduced = { width: Math.min(width, most.width), height: Math.min(height, most.height) }
  return { srgb: await srgbOf(path, metadata, reduced), size: { width, height } }
}

/** A picture of 8-bit sRGB. */
async function srgbOf(path: string, { depth, hasProfile }: Metadata, size: Size): Promise<Raster> {
  const picture = openPicture(path)
    .removeAlpha()
    .resize({ ...size, fit: 'fill', kernel: 'lanczos3' })
  // sharp takes deep pictures with a profile to Display P3 and leaves them there.
  const srgb = hasProfile && depth !== 'uchar' ? picture.withIccProfile('srgb', { attach: false }) : picture
  const bytes = await bytesOf(srgb.toColourspace('srgb').raw())
  return { ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8, samples: bytes }
}
