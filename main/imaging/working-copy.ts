import { AppError } from '../../core/errors'
import { aspectFits } from '../../core/geometry/passes'
import { areaOf } from '../../core/geometry/rounding'
import type { Pass, Plan, Rect, Size } from '../../core/geometry/types'
import type { PrepareRequest } from '../../core/imaging'
import { serviceLimits } from '../../core/limits'
import { defaultFeather } from '../../core/settings'
import { decodeOntoCanvas } from './decode'
import { layoutOf } from './header'
import type { Pace } from './pace'
import { unreadable } from './photo-errors'
import { cropped, type Raster } from './raster'
import { commonRect, rectAround, sharedArea } from './rects'
import { checkRenders, paintRenders } from './renders/paint-renders'
import { checkPlan, type OpenPhoto } from './source'
import { scaledRect } from './upload-size'

/** What of a canvas has to be composed, and with which passes, from the first. */
interface Needed {
  readonly area: Rect
  readonly passes: readonly { readonly index: number; readonly pass: Pass }[]
}

/**
 * An area of the canvas as it is known before a pass, at the size of the upload, in the photo's own colours: a part of
 * the photo, and what the passes before have painted.
 * @throws {AppError} the photo's codes, `download-broken`, `bad-request`, `cancelled`
 */
export async function workingCopy(
  { input, metadata }: OpenPhoto,
  { source, plan, pass, renders }: PrepareRequest,
  { area, size }: { readonly area: Rect; readonly size: Size },
  pace: Pace,
): Promise<Raster> {
  const layout = layoutOf(metadata, source)
  checkPlan({ source, plan }, layout)
  const needed = neededFor(area, plan, pass)
  const canvas = scaledRect(needed.area, area, size)
  const onCanvas = (rect: Rect): Rect => {
    const scaled = scaledRect(rect, area, size)
    return { ...scaled, left: scaled.left - canvas.left, top: scaled.top - canvas.top }
  }
  const photo = onCanvas({ ...plan.photo, ...plan.original })
  const { left, top } = photo
  const placement = { photo, canvas: { width: canvas.width, height: canvas.height }, original: { left, top } }
  const copy = await decodeOntoCanvas(input, layout, placement).catch(async (error: unknown) => {
    throw await unreadable(source, error)
  })
  pace.reached(0)
  const painting = {
    photo,
    passes: needed.passes.map(({ pass }) => ({ input: onCanvas(pass.input), result: onCanvas(pass.result) })),
    renders: needed.passes.map(({ index }) => renders[index] ?? ''),
    profile: metadata.icc ?? null,
    feather: Math.max(1, Math.round((defaultFeather * size.width) / area.width)),
  }
  await paintRenders(copy, painting, pace, [0, 0])
  return cropped(copy, onCanvas(area))
}

/** What of the canvas is sent. @throws {AppError} `bad-request` when there is no such pass, or none that the service takes. */
export function inputOf({ source, plan, pass, renders }: PrepareRequest): Rect {
  checkRenders(source, renders, pass)
  const input = plan.passes[pass]?.input
  if (input && aspectFits(input, serviceLimits)) return input
  throw new AppError('bad-request', `The plan for ${source} has no pass ${pass + 1} that the service could take.`)
}

/**
 * What has to be composed to get at an area: the passes that have painted something in it, all of what those were
 * matched with and, since they were blended with them, the tiles beside them.
 */
export function neededFor(area: Rect, { passes, photo, original }: Plan, before: number): Needed {
  const photoRect = { ...photo, ...original }
  const needed = { area, passes: [] as { index: number; pass: Pass }[] }
  for (const [index, pass] of [...passes.slice(0, before).entries()].toReversed()) {
    const shown = commonRect(pass.result, needed.area)
    if (!shown || sharedArea(shown, photoRect) === areaOf(shown)) continue
    needed.area = rectAround(rectAround(needed.area, pass.input), pass.result)
    needed.passes.unshift({ index, pass })
  }
  return needed
}
