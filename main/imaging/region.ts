import type { RegionRequest } from '../../core/imaging'
import { layoutOf } from './header'
import { unreadable, unsupported } from './photo-errors'
import { openPhotoFile } from './photo-file'
import { statFile } from './probe'
import { bytesOf, openPicture } from './sharp'
import { converted, type Thumbnail } from './thumbnail'

/** zlib's quickest: it is looked at once and thrown away. */
const compressionLevel = 1

/**
 * A part of a photo or an output, every pixel as it is, oriented and in sRGB, as PNG.
 * @throws {AppError} the photo's codes; `image-unsupported` when the part lies outside the picture
 */
export async function cutRegion({ path, left, top, width, height }: RegionRequest): Promise<Thumbnail> {
  try {
    await statFile(path)
    const photo = await openPhotoFile(path, path, 'whole')
    const layout = layoutOf(photo.metadata, path)
    const { width: whole, height: tall } = photo.metadata.autoOrient
    if (left >= whole || top >= tall) throw unsupported(path, `it has no part at ${left}, ${top}`)
    const region = { left, top, width: Math.min(width, whole - left), height: Math.min(height, tall - top) }
    const input = await photo.decodable()
    const profile = photo.isProfileApart ? (photo.metadata.icc ?? null) : null
    const part = openPicture(input, { autoOrient: true, ignoreIcc: profile !== null }).extract(region)
    const seen = profile ? await converted(part, layout, profile) : part.toColourspace('srgb')
    return { data: await bytesOf(seen.png({ compressionLevel })), type: 'image/png' }
  } catch (error) {
    throw await unreadable(path, error)
  }
}
