import type { Sharp } from 'sharp'
import type { ThumbnailRequest } from '../../core/imaging'
import { layoutOf } from './header'
import { unreadable } from './photo-errors'
import { statFile } from './probe'
import { bytesOf, openPicture } from './sharp'

/** Small pictures on a screen: artefacts of a lower quality would be seen next to sharp text. */
const quality = 82

/** An encoded picture and its media type. */
export interface Thumbnail {
  readonly data: Uint8Array
  readonly type: string
}

/**
 * A small, oriented sRGB copy of a photo.
 * @throws {AppError} the photo's codes, `image-damaged` also when only its pixels are broken
 */
export async function makeThumbnail({ path, edge }: ThumbnailRequest): Promise<Thumbnail> {
  try {
    await statFile(path)
    const { hasAlpha } = layoutOf(await openPicture(path).metadata(), path)
    const small = openPicture(path, { autoOrient: true })
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
    const data = await bytesOf(encode(small, hasAlpha))
    return { data, type: hasAlpha ? 'image/webp' : 'image/jpeg' }
  } catch (error) {
    throw await unreadable(path, error)
  }
}

function encode(small: Sharp, hasAlpha: boolean): Sharp {
  return hasAlpha ? small.webp({ quality, effort: 1 }) : small.jpeg({ quality })
}
