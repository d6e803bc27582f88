import sharp from 'sharp'
import type { DoorName } from '../../../simulator/options'
import type { Simulator } from '../../../simulator/simulator'

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON, or `{}` when it is none. */
  readonly json: Record<string, unknown> & { data?: Record<string, unknown> }
}

export const keys: Readonly<Record<DoorName, string>> = { cometapi: 'sk-comet-studio', kling: 'sk-kling-studio' }

/** A picture of one colour. */
export function picture(
  width = 400,
  height = 300,
  format: 'jpeg' | 'png' | 'webp' = 'jpeg',
  background = '#336699',
): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer()
}

const small = await picture()

/** A create's body that a door accepts, with some fields changed; `undefined` takes one out. */
export function body(door: DoorName, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    image: small.toString('base64'),
    up_expansion_ratio: 0.1,
    [door === 'cometapi' ? 'bottom_expansion_ratio' : 'down_expansion_ratio']: 0.1,
    left_expansion_ratio: 0.2,
    right_expansion_ratio: 0.2,
    ...changes,
  }
}

async function ask(url: string, init: RequestInit): Promise<RawAnswer> {
  const answer = await fetch(url, init)
  const text = await answer.text()
  let json: RawAnswer['json'] = {}
  try {
    json = JSON.parse(text)
  } catch {
    // Not every answer is JSON; the test looks at the text then.
  }
  return { status: answer.status, headers: answer.headers, text, json }
}

/** Posts a create. */
export function create(
  simulator: Simulator,
  door: DoorName,
  payload: unknown = body(door),
  key: string | null = keys[door],
): Promise<RawAnswer> {
  return ask(`${simulator[door]}/v1/images/editing/expand`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) },
    body: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })
}

/** Asks after a task. */
export function query(simulator: Simulator, door: DoorName, id: string, key: string = keys[door]): Promise<RawAnswer> {
  return ask(`${simulator[door]}/v1/images/editing/expand/${id}`, { headers: { authorization: `Bearer ${key}` } })
}

/** Asks for the list. */
export function list(simulator: Simulator, door: DoorName, search = ''): Promise<RawAnswer> {
  return ask(`${simulator[door]}/v1/images/editing/expand${search}`, {
    headers: { authorization: `Bearer ${keys[door]}` },
  })
}

/** The id of the task that a create started. @throws {Error} when it started none. */
export function taskId(answer: RawAnswer): string {
  const id = answer.json.data?.task_id
  if (typeof id !== 'string') throw new Error(`No task: ${answer.status} ${answer.text}`)
  return id
}

/** The first link of a task that succeeded. */
export function firstLink(answer: RawAnswer): string {
  const result = answer.json.data?.task_result as { images: { url: string }[] } | undefined
  const url = result?.images[0]?.url
  if (url === undefined) throw new Error(`No link: ${answer.text}`)
  return url
}
