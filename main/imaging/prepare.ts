import type { Size } from '../../core/geometry/types'
import type { PrepareRequest, Upload } from '../../core/imaging'
import { inEightBits } from './eight-bits'
import { Pace } from './pace'
import { openPhoto } from './source'
import { encodeUpload, toSrgb } from './upload-encode'
import { uploadSize } from './upload-size'
import { inputOf, workingCopy } from './working-copy'

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
