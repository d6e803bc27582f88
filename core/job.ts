import { z } from 'zod'
import { assertNever } from './assert-never'
import { type ErrorInfo, errorInfoSchema } from './errors'
import { planSchema, targetSchema } from './geometry/types'
import { engineIdSchema } from './limits'
import { outputSettingsSchema } from './settings'

export const jobStates = [
  'queued',
  'preparing',
  'submitting',
  'running',
  'downloading',
  'composing',
  'done',
  'failed',
  'cancelled',
  'blocked',
] as const
export const jobStateSchema = z.enum(jobStates)
export type JobState = z.infer<typeof jobStateSchema>

/** Why a job waits though nothing is wrong with the photo; design.md says what each is for. */
export const blockedReasons = [
  'offline',
  'no-route',
  'no-credits',
  'no-key',
  'budget',
  'bad-key',
  'account',
  'output',
  'pilot',
  'no-query',
  'unknown-charge',
] as const
export const blockedReasonSchema = z.enum(blockedReasons)
export type BlockedReason = z.infer<typeof blockedReasonSchema>

/** A finished file. `variation` counts from 1. */
export const jobOutputSchema = z.object({ path: z.string(), variation: z.number().int().min(1) })
export type JobOutput = z.infer<typeof jobOutputSchema>

/** What a job was made from; never changes. */
export const jobSpecSchema = z.object({
  id: z.string(),
  batchId: z.string(),
  /** Absolute path of the photo. */
  source: z.string(),
  /** Folder the output goes to: the output folder with the source's folders mirrored below. */
  folder: z.string(),
  target: targetSchema,
  engine: engineIdSchema,
  prompt: z.string(),
  n: z.number().int().min(1).max(9),
  output: outputSettingsSchema,
  plan: planSchema,
})
export type JobSpec = z.infer<typeof jobSpecSchema>

/** The part that moves. Times are ms since 1970. */
export const jobProgressSchema = z.object({
  state: jobStateSchema,
  reason: blockedReasonSchema.nullable(),
  error: errorInfoSchema.nullable(),
  /** Done because the same output existed already; nothing was made. */
  skipped: z.boolean(),
  pass: z.object({ index: z.number().int(), of: z.number().int() }).nullable(),
  outputs: z.array(jobOutputSchema).readonly(),
  units: z.number(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
})
export type JobProgress = z.infer<typeof jobProgressSchema>

/** What happens to a job. `at` is ms since 1970. */
export type JobEvent =
  | { readonly type: 'advance'; readonly to: ActiveState; readonly at: number }
  | { readonly type: 'pass'; readonly index: number; readonly of: number }
  | { readonly type: 'output'; readonly output: JobOutput }
  | { readonly type: 'charge'; readonly units: number }
  | { readonly type: 'finish'; readonly at: number; readonly skipped?: boolean }
  | { readonly type: 'fail'; readonly error: ErrorInfo; readonly at: number }
  | { readonly type: 'block'; readonly reason: BlockedReason; readonly error?: ErrorInfo }
  | { readonly type: 'cancel'; readonly at: number }
  | { readonly type: 'requeue' }

export const activeStates = ['preparing', 'submitting', 'running', 'downloading', 'composing'] as const
export type ActiveState = (typeof activeStates)[number]

export const initialProgress: JobProgress = {
  state: 'queued',
  reason: null,
  error: null,
  skipped: false,
  pass: null,
  outputs: [],
  units: 0,
  startedAt: null,
  finishedAt: null,
}

/** Whether a job is being worked on. */
export function isActive(state: JobState): state is ActiveState {
  return (activeStates as readonly JobState[]).includes(state)
}

/** Whether nothing more happens to a job unless the user asks. */
export function isFinished(state: JobState): state is 'done' | 'failed' | 'cancelled' {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}

/**
 * The one place a job's state changes. Work goes forward only (an engine may leave out steps it does not have);
 * `requeue` is the way back, for retry, resume and recovery.
 * @throws {TypeError} on a step that cannot happen: a bug, never a user's doing.
 */
export function reduceJob(job: JobProgress, event: JobEvent): JobProgress {
  const illegal = () => new TypeError(`A job that is ${job.state} cannot ${event.type}`)
  switch (event.type) {
    case 'advance': {
      const from = job.state === 'queued' ? -1 : activeStates.indexOf(job.state as ActiveState)
      if (job.state !== 'queued' && from < 0) throw illegal()
      const nextPass = job.state === 'downloading' && event.to === 'preparing'
      if (activeStates.indexOf(event.to) <= from && !nextPass) throw illegal()
      return { ...job, state: event.to, reason: null, error: null, startedAt: job.startedAt ?? event.at }
    }
    case 'pass':
      if (!isActive(job.state)) throw illegal()
      return { ...job, pass: { index: event.index, of: event.of } }
    case 'output':
      if (!isActive(job.state)) throw illegal()
      return { ...job, outputs: [...job.outputs.filter((o) => o.variation !== event.output.variation), event.output] }
    case 'charge':
      return { ...job, units: job.units + event.units }
    case 'finish':
      if (!isActive(job.state)) throw illegal()
      return { ...job, state: 'done', skipped: event.skipped ?? false, finishedAt: event.at }
    case 'fail':
      if (isFinished(job.state)) throw illegal()
      return { ...job, state: 'failed', reason: null, error: event.error, finishedAt: event.at }
    case 'block':
      if (isFinished(job.state)) throw illegal()
      return { ...job, state: 'blocked', reason: event.reason, error: event.error ?? null }
    case 'cancel':
      if (isFinished(job.state)) throw illegal()
      return { ...job, state: 'cancelled', reason: null, finishedAt: event.at }
    case 'requeue':
      if (job.state === 'done') throw illegal()
      return { ...job, state: 'queued', reason: null, error: null, finishedAt: null, startedAt: null }
    default:
      return assertNever(event)
  }
}
