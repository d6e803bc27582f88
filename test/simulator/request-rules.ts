import type { DoorName } from './options'
import { invalid, type Refusal, refusal } from './refusal'

/** A create's body that keeps every rule that needs no picture. */
export interface CreateBody {
  readonly image: string
  readonly up: number
  readonly down: number
  readonly left: number
  readonly right: number
  readonly prompt: string
  readonly n: number
  readonly callbackUrl: string | null
  readonly externalTaskId: string | null
  readonly watermark: boolean
}

/** The area is a product of rounded numbers: this much over 3 is rounding. */
const areaSlack = 1e-9

const bottomName = { cometapi: 'bottom_expansion_ratio', kling: 'down_expansion_ratio' } as const

/** What a door takes. An unknown field is refused: a wrong name for a ratio must not go unseen. */
function knownFields(door: DoorName): ReadonlySet<string> {
  const common = [
    'image',
    'up_expansion_ratio',
    'left_expansion_ratio',
    'right_expansion_ratio',
    'prompt',
    'n',
    'callback_url',
    'external_task_id',
    bottomName[door],
  ]
  return new Set(door === 'kling' ? [...common, 'watermark_info'] : common)
}

class Invalid extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message)
  }
}

function fail(field: string, rule: string): never {
  throw new Invalid(invalid(field, rule))
}

function ratio(body: Record<string, unknown>, field: string): number {
  const value = body[field]
  if (value === undefined) fail(field, 'is required')
  if (typeof value !== 'number' || !Number.isFinite(value)) fail(field, 'must be a number')
  if (value < 0 || value > 2) fail(field, 'must be between 0 and 2')
  return value
}

function optionalString(body: Record<string, unknown>, field: string): string | null {
  const value = body[field]
  if (value === undefined) return null
  if (typeof value !== 'string') fail(field, 'must be a string')
  return value
}

function count(body: Record<string, unknown>, door: DoorName): number {
  const value = body.n
  if (value === undefined) return 1
  if (door === 'cometapi') {
    if (typeof value !== 'string') fail('n', 'must be a string')
    if (!/^[1-9]$/.test(value)) fail('n', 'must be between "1" and "9"')
    return Number(value)
  }
  if (typeof value !== 'number' || !Number.isInteger(value)) fail('n', 'must be an integer')
  if (value < 1 || value > 9) fail('n', 'must be between 1 and 9')
  return value
}

function callback(body: Record<string, unknown>): string | null {
  const value = optionalString(body, 'callback_url')
  if (value === null) return null
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) fail('callback_url', 'must be a web address')
  return value
}

function watermark(body: Record<string, unknown>): boolean {
  const value = body.watermark_info
  if (value === undefined) return false
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail('watermark_info', 'must be an object')
  const enabled = 'enabled' in value ? value.enabled : undefined
  if (typeof enabled !== 'boolean') fail('watermark_info.enabled', 'must be a boolean')
  return enabled
}

function externalId(body: Record<string, unknown>): string | null {
  const value = optionalString(body, 'external_task_id')
  if (value === '') fail('external_task_id', 'must not be empty')
  return value
}

/** Reads a create's JSON as strictly as the reference page can be read. */
export function readCreate(text: string, door: DoorName): CreateBody | Refusal {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return refusal(1200, 'The body is not JSON')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refusal(1200, 'The body is not an object')
  try {
    return readFields({ ...body }, door)
  } catch (error) {
    if (error instanceof Invalid) return error.refusal
    throw error
  }
}

function readFields(body: Record<string, unknown>, door: DoorName): CreateBody {
  const known = knownFields(door)
  const stranger = Object.keys(body).find((field) => !known.has(field))
  if (stranger !== undefined) fail(stranger, 'is not a parameter')
  const image = optionalString(body, 'image')
  if (image === null || image === '') fail('image', 'is required')
  const up = ratio(body, 'up_expansion_ratio')
  const down = ratio(body, bottomName[door])
  const left = ratio(body, 'left_expansion_ratio')
  const right = ratio(body, 'right_expansion_ratio')
  if ((1 + left + right) * (1 + up + down) > 3 + areaSlack) fail('expansion ratios', 'exceed 3 times the original area')
  const prompt = optionalString(body, 'prompt') ?? ''
  if (prompt.length > 2500) fail('prompt', 'must not exceed 2500 characters')
  return {
    image,
    up,
    down,
    left,
    right,
    prompt,
    n: count(body, door),
    callbackUrl: callback(body),
    externalTaskId: externalId(body),
    watermark: watermark(body),
  }
}
