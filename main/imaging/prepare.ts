import { AppError } from '../../core/errors'
import { inputFits } from '../../core/geometry/passes'
import type { Rect, Size } from '../../core/geometry/types'
import type { PrepareRequest, Upload } from '../../core/imaging'
import { serviceLimits } from '../../core/limits'
import { defaultFeather } from '../../core/settings'
import { decodeOntoCanvas } from './decode'
import { inEightBits } from './eight-bits'
import { layoutOf } from './header'
import { Pace } from './pace'
import { unreadable } from './photo-errors'
import type { Raster } from './raster'
import { checkRenders, paintRenders } from './renders/paint-renders'
import { checkPlan, type OpenPhoto, openPhoto } from './source'
import { encodeUpload, toSrgb } from './upload-encode'
import { scaledRect, uploadSize } from './upload-size'

/** A picture that is too large a file is tried again with sides of this share. */
const smallerShare = 0.85

/**
 * Makes what is uploaded for one pass: its input, composed at the upload's size as the output will be at full size, then
 * converted to sRGB. The same request makes the same bytes.
 * @throws {AppError} the photo's codes, `photo-changed`, `download-broken` for a render, `bad-request`, `cancelled`
 */
export async function prepare(request: PrepareRequest, { signal }: { readonly signal: AbortSignal }): Promise<Upload> {
  const pace = new Pace(signal, () => undefined)
  const area = inputOf(request)
  const photo = await openPhoto(request, signal)
  pace.reached(0)
  const size = uploadSize(area, request.edge)
  const copy = await workingCopy(photo, request, { area, size }, pace)
  const picture = await toSrgb(copy.bits === 16 ? await inEightBits(copy, pace) : copy, photo.metadata.icc ?? null)
  const smaller = ({ width, height }: Size) => uploadSize(area, Math.floor(Math.max(width, height) * smallerShare))
  return encodeUpload(picture, smaller, pace)
}

/** What of the canvas is sent. @throws {AppError} `bad-request` when there is no such pass, or none that the service takes. */
function inputOf({ source, plan, pass, renders }: PrepareRequest): Rect {
  checkRenders(source, renders, pass)
  const input = plan.passes[pass]?.input
  if (input && inputFits(input, serviceLimits)) return input
  throw new AppError('bad-request', `The plan for ${source} has no pass ${pass + 1} that the service could take.`)
}

/** What of the canvas is sent, at the size of the upload, in the photo's own colours. */
async function workingCopy(
  { input, metadata }: OpenPhoto,
  { source, plan, pass, renders }: PrepareRequest,
  { area, size }: { readonly area: Rect; readonly size: Size },
  pace: Pace,
): Promise<Raster> {
  const layout = layoutOf(metadata, source)
  checkPlan({ source, plan }, layout)
  const atSize = (rect: Rect) => scaledRect(rect, area, size)
  const { left, top, width, height } = atSize({ ...plan.original, ...plan.photo })
  const placement = { photo: { width, height }, canvas: size, original: { left, top } }
  const copy = await decodeOntoCanvas(input, layout, placement).catch(async (error: unknown) => {
    throw await unreadable(source, error)
  })
  pace.reached(0)
  const passes = plan.passes
    .slice(0, pass)
    .map(({ input, result }) => ({ input: atSize(input), result: atSize(result) }))
  const feather = Math.max(1, Math.round((defaultFeather * size.width) / area.width))
  await paintRenders(
    copy,
    { photo: { left, top, width, height }, passes, renders, profile: metadata.icc ?? null, feather },
    pace,
    [0, 0],
  )
  return copy
}
