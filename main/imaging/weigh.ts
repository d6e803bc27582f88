import type { Conversion } from '../../core/conversion'
import { areaOf } from '../../core/geometry/rounding'
import type { Pass, Rect } from '../../core/geometry/types'
import type { ComposeRequest, PrepareRequest } from '../../core/imaging'
import { conversionFor } from './conversion-for'
import { layoutOf, orientationOf } from './header'
import { composeBytes, type PhotoWeight, prepareBytes } from './memory'
import { unreadable } from './photo-errors'
import { openPhotoFile, type PhotoFile } from './photo-file'
import { openPicture } from './sharp'
import { inMemoryBytes, isLetGo } from './source'
import { statFile } from './stat-file'
import { scaledRect, uploadSize } from './upload-size'
import { withOwnLoss } from './webp-loss'
import { inputOf, neededFor } from './working-copy'

/** What is to be weighed. */
export type Work =
  | { readonly kind: 'compose'; readonly request: ComposeRequest }
  | { readonly kind: 'prepare'; readonly request: PrepareRequest }

/**
 * The memory that a piece of work will take at most, bytes, by the headers of what it opens.
 * @throws {AppError} the photo's codes
 */
export async function weigh(work: Work): Promise<number> {
  const { source } = work.request
  const { size } = await statFile(source)
  const file = await openPhotoFile(source, source, 'head').catch(async (error: unknown) => {
    throw await unreadable(source, error)
  })
  const photo = photoWeight(file, source, size)
  return work.kind === 'compose'
    ? weighCompose(work.request, photo, conversionFor(file, work.request))
    : weighPrepare(work.request, photo)
}

/** What of a photo's file its weight is told by. */
export type WeighedFile = Omit<PhotoFile, 'decodable' | 'isProfileApart'>

/** A photo's weight by its header. @throws {AppError} `image-unsupported`, `image-too-large` */
export function photoWeight(
  { format, metadata, isOwnFile, tilePixels, isLossless }: Omit<WeighedFile, 'sensor'>,
  path: string,
  fileBytes: number,
): PhotoWeight {
  return {
    layout: layoutOf(metadata, path),
    format,
    fileBytes: fileBytes <= inMemoryBytes ? fileBytes : 0,
    isLetGo: isLetGo(isOwnFile, fileBytes),
    tilePixels,
    isTurned: orientationOf(metadata) > 1,
    isProgressive: metadata.isProgressive ?? false,
    isLossless,
  }
}

/** The most that a compose takes, bytes, with the renders that it is to be made from. */
export async function weighCompose(
  request: ComposeRequest,
  photo: PhotoWeight,
  conversion: Conversion,
): Promise<number> {
  const { surroundings, plan } = request
  const renderPixels = surroundings.kind === 'renders' ? await mostPixels(surroundings.renders, plan.passes) : 0
  return composeBytes(withOwnLoss(request, photo), photo, conversion, renderPixels)
}

async function weighPrepare(request: PrepareRequest, photo: PhotoWeight): Promise<number> {
  const { plan, pass, renders, edge } = request
  const area = inputOf(request)
  const needed = neededFor(area, plan, pass)
  const atSize = (rect: Rect) => areaOf(scaledRect(rect, area, uploadSize(area, edge)))
  const results = needed.passes.map(({ pass: { result } }) => atSize(result))
  const renderPixels = Math.min(await mostPixels(renders, plan.passes), Math.max(0, ...results))
  return prepareBytes({ photo, pixels: atSize(needed.area), renderPixels })
}

/** Px of the largest of some renders as it will be opened: reduced to what it covers. */
async function mostPixels(renders: readonly string[], passes: readonly Pick<Pass, 'result'>[]): Promise<number> {
  const pixels = await Promise.all(
    renders.map(async (render, i) => {
      const most = passes[i]?.result ?? { width: 0, height: 0 }
      // One that cannot be opened is not what is being weighed: it will be said of it when it is needed.
      const { width, height } = await openPicture(render)
        .metadata()
        .catch(() => most)
      return Math.min(width, most.width) * Math.min(height, most.height)
    }),
  )
  return Math.max(0, ...pixels)
}
