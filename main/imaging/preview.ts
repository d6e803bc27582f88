import { AppError } from '../../core/errors'
import type { Rect, Size } from '../../core/geometry/types'
import type { PreviewRequest } from '../../core/imaging'
import { defaultFeather } from '../../core/settings'
import { decodeOntoCanvas } from './decode'
import { inEightBits } from './eight-bits'
import { layoutOf } from './header'
import { paintLocal } from './local/paint-local'
import { Pace } from './pace'
import { unreadable } from './photo-errors'
import { openPhotoFile } from './photo-file'
import type { Layout, Raster } from './raster'
import { bytesOf, openPicture } from './sharp'
import { statFile } from './stat-file'
import type { Thumbnail } from './thumbnail'
import { toSrgb } from './upload-encode'
import { scaledRect } from './upload-size'

/** As thumbnails: a picture on a screen, beside sharp text. */
const quality = 82

/**
 * Cells in which texture is continued: some sixteenth of what `fast` takes for an output, so that it is done in about half a
 * second. Detail is the photo's own whatever their size.
 */
const cells = { open: 9000, all: 100_000 } as const

/**
 * A small picture of a photo in its canvas, painted by the local engine. All of it is done at the preview's size: a JPEG is
 * not even decoded whole, and what is painted costs what the preview's pixels do, however large the photo is.
 * @throws {AppError} the photo's codes, `photo-changed` when it has another size than was planned with, `cancelled`
 */
export async function makePreview(
  request: PreviewRequest,
  { signal }: { readonly signal: AbortSignal },
): Promise<Thumbnail> {
  const { path, canvas, local } = request
  const pace = new Pace(signal, () => undefined)
  await statFile(path)
  try {
    const file = await openPhotoFile(path, path, 'whole')
    const layout = layoutOf(file.metadata, path)
    checkSize(request, layout)
    const size = fitted(canvas, request.edge)
    const photo = placed({ ...request.photo, ...request.original }, canvas, size)
    pace.reached(0)
    const { left, top } = photo
    const decoded = await decodeOntoCanvas(await file.decodable(), layout, {
      photo: { width: photo.width, height: photo.height },
      canvas: size,
      original: { left, top },
    })
    pace.reached(0)
    const copy = decoded.bits === 16 ? await inEightBits(decoded, pace) : decoded
    const feather = Math.max(1, Math.round((defaultFeather * size.width) / canvas.width))
    await paintLocal(copy, { ...local, photo, feather, variation: 1, cells }, pace, [0, 1])
    return await encoded(copy, file.metadata.icc ?? null)
  } catch (error) {
    throw error instanceof AppError ? error : await unreadable(path, error)
  }
}

function checkSize({ path, photo }: PreviewRequest, { width, height }: Layout): void {
  if (photo.width === width && photo.height === height) return
  throw new AppError('photo-changed', `The photo ${path} has changed since it was added. Add it again.`)
}

/** A canvas no longer than `edge` px. */
function fitted({ width, height }: Size, edge: number): Size {
  const scale = Math.min(1, edge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Where the photo lies in the small canvas: never beyond it, though it may have to be a px wide. */
function placed(photo: Rect, canvas: Size, size: Size): Rect {
  const rect = scaledRect(photo, { left: 0, top: 0, ...canvas }, size)
  const left = Math.min(rect.left, size.width - rect.width)
  return { ...rect, left, top: Math.min(rect.top, size.height - rect.height) }
}

async function encoded(canvas: Raster, profile: Buffer | null): Promise<Thumbnail> {
  const { width, height, channels, samples } = await toSrgb(canvas, profile)
  const picture = openPicture(samples, { raw: { width, height, channels } })
  return channels === 4
    ? { data: await bytesOf(picture.webp({ quality, effort: 1 })), type: 'image/webp' }
    : { data: await bytesOf(picture.jpeg({ quality })), type: 'image/jpeg' }
}
