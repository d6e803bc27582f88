import { AppError, type ErrorCode } from '../../../core/errors'
import type { Imaging } from '../../../core/imaging'
import type { Log } from '../log'
import { parseRegion } from './region-address'
import { parseThumbnailAddress, type ThumbnailAddress } from './thumbnail-address'
import type { Thumbnails } from './thumbnails'

export interface ThumbnailService {
  readonly thumbnails: Pick<Thumbnails, 'get'>
  /** Cuts parts out of pictures. */
  readonly imaging: Pick<Imaging, 'region'>
  /** The file an address stands for, if library or queue know it: the page names ids, never paths. */
  readonly locate: (address: ThumbnailAddress) => string | undefined
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
}

/** Answers a request under `thumb://`. */
export async function serveThumbnail(service: ThumbnailService, url: string, signal: AbortSignal): Promise<Response> {
  const address = parseThumbnailAddress(url)
  const path = address && service.locate(address)
  const region = parseRegion(url)
  if (!path || region === 'invalid') return new Response(null, { status: 404 })
  try {
    const { data, type } =
      region === null
        ? await service.thumbnails.get(path, address.edge, signal)
        : await service.imaging.region({ path, ...region }, { signal })
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
