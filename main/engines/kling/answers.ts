import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import { type ServiceTask, type TaskImage, taskStatusSchema } from '../../../core/service/task'
import type { Exchange } from './exchange'

/** An answer, understood as far as it can be. Nothing in it is trusted to be of the type it should be. */
export interface ServiceAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** `undefined`: there is none; other types than the service's own number are kept, as they tell who answered. */
  readonly code: number | string | null | undefined
  readonly message: string | null
  readonly requestId: string | null
  readonly data: unknown
  readonly isHtml: boolean
  /** What the service asks to wait, ms, bounded. */
  readonly retryAfterMs: number | null
  /** The start of the body. */
  readonly excerpt: string
}

/** Longest part of a body that is kept as evidence, characters. */
const excerptLength = 500
/** Longest wait that is believed, ms: an hour. */
const longestRetryAfterMs = 60 * 60 * 1000

const text = z.string().nullable().catch(null).default(null)

const envelopeSchema = z.object({
  code: z.union([z.number(), z.string(), z.null()]).optional().catch(undefined),
  message: z
    .union([z.string(), z.number().transform(String)])
    .nullable()
    .catch(null)
    .default(null),
  request_id: text,
  data: z.unknown().optional(),
  /** Gateways: `{"error": {"message", "type", "code"}}`. */
  error: z.object({ message: text }).nullable().catch(null).default(null),
})

/** `Retry-After` in ms: seconds or a date. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  const value = header.trim()
  const seconds = /^\d+(?:\.\d+)?$/.test(value)
  // Date.parse takes almost anything for a date; a real one names its month.
  const date = /[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN
  const wait = seconds ? Number(value) * 1000 : date - now
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), longestRetryAfterMs) : null
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Reads what came. `redact` takes keys out of everything that is kept as text. */
export function readAnswer(
  { status, headers, body }: Extract<Exchange, { kind: 'answer' }>,
  now: number,
  redact: (text: string) => string,
): ServiceAnswer {
  const whole = body.toString('utf8')
  const envelope = envelopeSchema.safeParse(parseJson(whole))
  const { code, message, request_id, data, error } = envelope.data ?? {}
  const said = message ?? error?.message ?? null
  return {
    status,
    headers,
    code: typeof code === 'string' ? redact(code) : code,
    message: said === null ? null : redact(said),
    requestId: request_id ?? null,
    data,
    isHtml: /^\s*<(?:!doctype html|html)/i.test(whole) || /^text\/html\b/i.test(headers['content-type'] ?? ''),
    retryAfterMs: retryAfterMs(headers['retry-after'], now),
    // Redacted before it is cut: a key across the cut would not be found.
    excerpt: redact(whole).slice(0, excerptLength),
  }
}

/** A string, or a number that lost nothing as one. */
const idSchema = z.union([z.string().min(1), z.number().int().nonnegative().safe().transform(String)])

const amountSchema = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(?:\.\d+)?$/)
      .transform(Number),
  ])
  .pipe(z.number().nonnegative())
  .nullable()
  .catch(null)
  .default(null)

const imageSchema = z.object({
  index: z.number().int().nonnegative().optional().catch(undefined),
  url: z.string().min(1),
})

const imagesSchema = z
  .object({ images: z.array(z.unknown()) })
  .transform(({ images }) =>
    images.flatMap((image, position): TaskImage[] => {
      const read = imageSchema.safeParse(image)
      return read.success ? [{ index: read.data.index ?? position, url: read.data.url }] : []
    }),
  )
  .catch([])

const taskSchema = z.object({
  task_id: idSchema,
  task_info: z
    .object({ external_task_id: idSchema.nullable().catch(null).default(null) })
    .nullable()
    .catch(null)
    .default(null),
  task_status: taskStatusSchema.nullable().catch(null).default(null),
  task_status_msg: text,
  task_result: imagesSchema,
  created_at: amountSchema,
  updated_at: amountSchema,
  final_unit_deduction: amountSchema,
})

/** A task as it came, whose status may not be one. */
export type ReadTask = Omit<ServiceTask, 'status'> & { readonly status: ServiceTask['status'] | null }

/** The task in `data`; `null` when there is no id to it. */
export function readTask(data: unknown, redact: (text: string) => string): ReadTask | null {
  const read = taskSchema.safeParse(data)
  if (!read.success) return null
  const task = read.data
  return {
    taskId: task.task_id,
    externalTaskId: task.task_info?.external_task_id ?? null,
    status: task.task_status,
    statusMessage: task.task_status_msg ? redact(task.task_status_msg) : null,
    images: [...task.task_result].sort((a, b) => a.index - b.index),
    createdAt: task.created_at,
    updatedAt: task.updated_at,
    units: task.final_unit_deduction,
  }
}
