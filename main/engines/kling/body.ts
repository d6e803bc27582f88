import { AppError } from '../../../core/errors'
import { serviceLimits } from '../../../core/limits'
import type { CreateRequest } from '../../../core/service/client'
import { type DoorId, doors } from '../../../core/service/doors'
import { requestRules } from '../../../core/service/rules'
import type { RequestBody } from './exchange'

/** Bytes of the picture that become one piece of Base64: a multiple of 3, so that pieces join without padding. */
const pieceBytes = 49_152

/** A sum of rounded ratios may miss 3 by this much without being larger. */
const areaSlack = 1e-9

function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** Why the ratios break a rule; `null`: they do not. */
function ratiosProblem({ up, right, down, left }: CreateRequest['ratios']): string | null {
  const { maxRatio, maxArea } = serviceLimits
  if ([up, right, down, left].some((ratio) => !(ratio >= 0 && ratio <= maxRatio))) {
    return `Each ratio must be 0 to ${maxRatio}, got ${[up, right, down, left].join(', ')}.`
  }
  const area = (1 + left + right) * (1 + up + down)
  return area > maxArea + areaSlack ? `The result must be at most ${maxArea} times the area, got ${area}.` : null
}

/** Why the image breaks a rule that can be seen from outside; sides and shape are the preparation's business. */
function imageProblem({ image }: CreateRequest): string | null {
  if (image.kind === 'link') return isWebAddress(image.url) ? null : "The photo's link is not a web address."
  if (image.data.length === 0) return 'The upload is empty.'
  const size = base64Length(image.data.length)
  const { imageBase64Bytes } = requestRules
  return size > imageBase64Bytes ? `The upload must be at most ${imageBase64Bytes} bytes as Base64, got ${size}.` : null
}

function requestProblem(door: DoorId, request: CreateRequest): string | null {
  const { promptLength, count } = requestRules
  if (request.externalTaskId === '') return 'The create has no id.'
  if (request.prompt.length > promptLength) {
    return `The prompt must be at most ${promptLength} characters, got ${request.prompt.length}.`
  }
  if (!Number.isInteger(request.n) || request.n < count.min || request.n > count.max) {
    return `The number of variations must be ${count.min} to ${count.max}, got ${request.n}.`
  }
  if (request.callbackUrl !== undefined && !isWebAddress(request.callbackUrl)) {
    return 'The callback address is not a web address.'
  }
  if (request.watermark !== undefined && !doors[door].watermark)
    return `${doors[door].name} takes no watermark setting.`
  return ratiosProblem(request.ratios) ?? imageProblem(request)
}

/**
 * A create's JSON for a door, made piece by piece while it is sent: a picture of ten megabytes is never a string.
 * @throws {AppError} `bad-request` for what the service could only refuse.
 */
export function createBody(door: DoorId, request: CreateRequest): RequestBody {
  const problem = requestProblem(door, request)
  if (problem !== null) throw new AppError('bad-request', problem)
  const { ratios, image, prompt, n, callbackUrl, watermark } = request
  const fields = JSON.stringify({
    up_expansion_ratio: ratios.up,
    [doors[door].bottomRatio]: ratios.down,
    left_expansion_ratio: ratios.left,
    right_expansion_ratio: ratios.right,
    ...(prompt !== '' && { prompt }),
    n: doors[door].countType === 'string' ? String(n) : n,
    external_task_id: request.externalTaskId,
    ...(callbackUrl !== undefined && { callback_url: callbackUrl }),
    ...(watermark !== undefined && { watermark_info: { enabled: watermark } }),
  })
  if (image.kind === 'link') {
    return wholeBody(`{"image":${JSON.stringify(image.url)},${fields.slice(1)}`)
  }
  const head = Buffer.from('{"image":"')
  const tail = Buffer.from(`",${fields.slice(1)}`)
  const { data } = image
  return {
    length: head.length + base64Length(data.length) + tail.length,
    *pieces() {
      yield head
      for (let start = 0; start < data.length; start += pieceBytes) {
        const piece = data.subarray(start, start + pieceBytes)
        yield Buffer.from(Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('base64'), 'latin1')
      }
      yield tail
    },
  }
}

/** A body that is there already. */
export function wholeBody(text: string): RequestBody {
  const data = Buffer.from(text)
  return { length: data.length, pieces: () => [data] }
}
