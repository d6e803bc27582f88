import type { Sharp } from 'sharp'
import { AppError } from '../../core/errors'
import type { Rect } from '../../core/geometry/types'
import type { ThumbnailRequest } from '../../core/imaging'
import { layoutOf } from './header'
import { unreadable } from './photo-errors'
import { openPhotoFile } from './photo-file'
import { colourChannels, type Layout } from './raster'
import { commonRect } from './rects'
import { bytesOf, openPicture } from './sharp'
import { statFile } from './stat-file'
import { toSrgb } from './upload-encode'

/** Small pictures on a screen: artefacts of a lower quality would be seen next to sharp text. */
const quality = 82

/** zlib's quickest: a part in its own px is looked at once and thrown away. */
const compressionLevel = 1

/** An encoded picture and its media type. */
export interface Thumbnail {
  readonly data: Uint8Array
  readonly type: string
}

/**
 * A small, oriented sRGB copy of a photo, or of a part of it. A part that is not reduced is encoded without loss: there
 * every px is looked at.
 * @throws {AppError} the photo's codes, `image-damaged` also when only its pixels are broken
 */
export async function makeThumbnail({ path, edge, region }: ThumbnailRequest): Promise<Thumbnail> {
  try {
    await statFile(path)
    const photo = await openPhotoFile(path, path, 'whole')
    const layout = layoutOf(photo.metadata, path)
    const input = await photo.decodable()
    const profile = photo.isProfileApart ? (photo.metadata.icc ?? null) : null
    const opened = openPicture(input, { autoOrient: true, ignoreIcc: profile !== null })
    const part = region === undefined ? null : partOf(layout, region)
    const shown = part === null ? opened : opened.extract(part)
    const isWhole = part !== null && Math.max(part.width, part.height) <= edge
    const small = isWhole ? shown : shown.resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    const seen = profile ? await converted(small, layout, profile) : small.toColourspace('srgb')
    if (isWhole) return { data: await bytesOf(seen.png({ compressionLevel })), type: 'image/png' }
    const data = await bytesOf(encode(seen, layout.hasAlpha))
    return { data, type: layout.hasAlpha ? 'image/webp' : 'image/jpeg' }
  } catch (error) {
    throw await unreadable(path, error)
  }
}

/** What there is of a part of a photo. @throws {AppError} `bad-request` when that is nothing */
function partOf({ width, height }: Layout, region: Rect): Rect {
  const part = commonRect(region, { left: 0, top: 0, width, height })
  if (part !== null) return part
  throw new AppError('bad-request', `Expected a part of ${width} × ${height} px, got one outside of it.`)
}

/** A small picture in sRGB by a profile that its file does not hold. */
async function converted(small: Sharp, { model, hasAlpha }: Layout, profile: Buffer): Promise<Sharp> {
  const grey = model === 'grey'
  const { data, info } = await small
    .toColourspace(grey && !hasAlpha ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const own: Layout = { ...info, model: info.channels < colourChannels.rgb ? 'grey' : 'rgb', hasAlpha, bits: 8 }
  const { samples, width, height, channels } = await toSrgb({ ...own, samples: data }, profile)
  return openPicture(samples, { raw: { width, height, channels } })
}

function encode(small: Sharp, hasAlpha: boolean): Sharp {
  return hasAlpha ? small.webp({ quality, effort: 1 }) : small.jpeg({ quality })
}
