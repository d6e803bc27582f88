import { AppError, type ErrorCode } from '../../../core/errors'
import { planTarget } from '../../../core/geometry'
import type { Size } from '../../../core/geometry/types'
import type { PreviewRequest } from '../../../core/imaging'
import type { Log } from '../log'
import { type PreviewAddress, parseThumbnailAddress, type ThumbnailAddress } from './thumbnail-address'
import type { Picture } from './thumbnail-cache'
import type { Thumbnails } from './thumbnails'

export interface ThumbnailService {
  readonly thumbnails: Pick<Thumbnails, 'get' | 'part' | 'preview'>
  /** The file an address stands for, if library or queue know it: the page names ids, never paths. */
  readonly locate: (address: ThumbnailAddress) => string | undefined
  /** The size of a library photo, upright, px. */
  readonly sizeOf: (photo: string) => Size | undefined
  readonly log: Pick<Log, 'error'>
}

/** Whether there is no such picture (404) or it cannot be shown (415); anything else is our own fault (500). */
const statusOf: Partial<Record<ErrorCode, number>> = {
  'file-missing': 404,
  'file-unreadable': 404,
  'file-empty': 415,
  'not-an-image': 415,
  'image-damaged': 415,
  'image-too-large': 415,
  'image-unsupported': 415,
  'worker-crashed': 415,
  'photo-changed': 415,
  'bad-request': 404,
}

/** Answers a request under `thumb://`. */
export async function serveThumbnail(service: ThumbnailService, url: string, signal: AbortSignal): Promise<Response> {
  const address = parseThumbnailAddress(url)
  const path = address && service.locate(address)
  if (!path) return new Response(null, { status: 404 })
  try {
    const { data, type } = await pictureOf(service, address, path, signal)
    return new Response(data, {
      headers: { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' },
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'cancelled') return Response.error()
    const status = error instanceof AppError ? (statusOf[error.code] ?? 500) : 500
    if (status === 500) service.log.error(`No picture of ${path}`, error)
    return new Response(null, { status })
  }
}

async function pictureOf(
  { thumbnails, sizeOf }: ThumbnailService,
  address: ThumbnailAddress,
  path: string,
  signal: AbortSignal,
): Promise<Picture> {
  if (address.kind === 'preview') return thumbnails.preview(previewOf(address, path, sizeOf(address.id)), signal)
  return address.region
    ? thumbnails.part(path, address.region, address.edge, signal)
    : thumbnails.get(path, address.edge, signal)
}

/** @throws {AppError} `bad-request` for a photo that cannot be read, or a target that makes no canvas of it */
function previewOf({ target, method, edge }: PreviewAddress, path: string, size: Size | undefined): PreviewRequest {
  const result = size === undefined ? null : planTarget(size, target, { limits: null })
  if (result?.kind !== 'planned') throw new AppError('bad-request', `There is no canvas to preview ${path} in.`)
  const { photo, canvas, original } = result.plan
  return { path, photo, canvas, original, local: { method, effort: 'fast' }, edge }
}
