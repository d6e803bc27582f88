import { AppError } from '../../core/errors'
import { aspectFits } from '../../core/geometry/passes'
import type { Rect, Size } from '../../core/geometry/types'
import type { PrepareRequest, Upload } from '../../core/imaging'
import { serviceLimits } from '../../core/limits'
import { inEightBits } from './eight-bits'
import { Pace } from './pace'
import { checkRenders } from './renders/paint-renders'
import { openPhoto } from './source'
import { encodeUpload, toSrgb } from './upload-encode'
import { uploadSize } from './upload-size'
import { workingCopy } from './working-copy'

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
  if (input && aspectFits(input, serviceLimits)) return input
  throw new AppError('bad-request', `The plan for ${source} has no pass ${pass + 1} that the service could take.`)
}
