import { z } from 'zod'
import { assertNever } from './assert-never'
import { type BlockedReason, blockedReasonSchema } from './blocked-reasons'
import { type ErrorInfo, errorInfoSchema } from './errors'
import { planSchema, targetSchema } from './geometry/types'
import { engineIdSchema } from './limits'
import { firstLocalPainting, localPaintingSchema } from './local-painting'
import { noteSchema } from './note'
import { fileStampSchema, outputFormatSchema } from './photo'
import { outputSettingsSchema } from './settings'

export { type BlockedReason, blockedReasonSchema, blockedReasons, isForTheUser } from './blocked-reasons'

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

/**
 * A finished file. `variation` counts from 1. `drift`: how far the colours of what a service painted had drifted and were
 * corrected (see `ComposeResult`); absent: not known.
 */
export const jobOutputSchema = z.object({
  path: z.string(),
  variation: z.number().int().min(1),
  drift: z.number().min(0).optional(),
  /** It was there: the job counts a file as its own that another one made. Absent: it made it, or that is not known. */
  adopted: z.literal(true).optional(),
})
export type JobOutput = z.infer<typeof jobOutputSchema>

/**
 * What a job was made from. Never changes, but for `source`, which follows a file that is moved or renamed, and where
 * outputs go that were to go beside it.
 */
export const jobSpecSchema = z.object({
  id: z.string(),
  batchId: z.string(),
  /** Absolute path of the photo. */
  source: z.string(),
  /** The photo as it was when it was planned; when it differs later, its header is read again. */
  stamp: fileStampSchema,
  /** The output folder itself: the one chosen, or `outframe` in what was given. */
  outputRoot: z.string(),
  /** Whether the output folder gets the marker that keeps it from being walked; not when photos of its own lie in it. */
  marked: z.boolean(),
  /** Folder the output goes to: the output folder with the source's folders mirrored below. */
  folder: z.string(),
  target: targetSchema,
  engine: engineIdSchema,
  /** How the local engine paints. */
  local: localPaintingSchema.default(firstLocalPainting),
  prompt: z.string(),
  /** How many pictures it makes; 1 when nothing is painted. */
  n: z.number().int().min(1).max(9),
  output: outputSettingsSchema,
  /** What is written: the format chosen, or the photo's own. */
  format: outputFormatSchema,
  plan: planSchema,
  /** Made even if the same outputs exist. */
  again: z.boolean(),
  /** The link that the photo was fetched from; `source` is its copy. */
  link: z.string().nullable().default(null),
  /** Whether the link itself may be sent in the photo's place, where it needs no preparation. */
  sendLink: z.boolean().default(false),
  /** Whether a watermark is asked for (Kling only); `null`: not said. */
  watermark: z.boolean().nullable().default(null),
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
  /** Resolution of the painted part as a fraction of the photo's, once composed; `null`: not known. */
  effectiveScale: z.number().positive().nullable().default(null),
  /** How the outputs differ from the photo besides their surroundings, once composed. */
  notes: z.array(noteSchema).readonly().default([]),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
})
export type JobProgress = z.infer<typeof jobProgressSchema>

/** What is known of an output once it is made. */
export type MadeOutput = Pick<JobProgress, 'effectiveScale' | 'notes'>

/** What happens to a job. `at` is ms since 1970. */
export type JobEvent =
  | { readonly type: 'advance'; readonly to: ActiveState; readonly at: number }
  | { readonly type: 'pass'; readonly index: number; readonly of: number }
  | { readonly type: 'output'; readonly output: JobOutput; readonly made?: MadeOutput }
  /** A finished file was put in the trash by the user. */
  | { readonly type: 'gone'; readonly variation: number }
  | { readonly type: 'charge'; readonly units: number }
  | { readonly type: 'finish'; readonly at: number; readonly skipped?: boolean }
  | { readonly type: 'fail'; readonly error: ErrorInfo; readonly at: number }
  | { readonly type: 'block'; readonly reason: BlockedReason; readonly error?: ErrorInfo }
  | { readonly type: 'cancel'; readonly at: number }
  | { readonly type: 'requeue' }
  /** Put back as `requeue` does, but for its batch's pilot to be approved. */
  | { readonly type: 'hold' }

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
  effectiveScale: null,
  notes: [],
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

/** In which states an event may happen. `advance` has a rule of its own as well: see `mayAdvance`. */
const mayHappen: Readonly<Record<JobEvent['type'], (state: JobState) => boolean>> = {
  advance: (state) => state === 'queued' || isActive(state),
  pass: isActive,
  output: isActive,
  gone: () => true,
  charge: () => true,
  finish: isActive,
  fail: (state) => !isFinished(state),
  block: (state) => !isFinished(state),
  cancel: (state) => !isFinished(state),
  requeue: (state) => state !== 'done',
  hold: (state) => state !== 'done',
}

/** Work goes forward only, but for the next pass, which begins where the last was downloaded. */
function mayAdvance(from: JobState, to: ActiveState): boolean {
  if (!isActive(from)) return from === 'queued'
  if (from === 'downloading' && to === 'preparing') return true
  return activeStates.indexOf(to) > activeStates.indexOf(from)
}

/**
 * The one place a job's state changes. Work goes forward only (an engine may leave out steps it does not have);
 * `requeue` is the way back, for retry, resume and recovery. Outputs and units stay with the job on every way.
 * @throws {TypeError} on a step that cannot happen: a bug, never a user's doing.
 */
export function reduceJob(job: JobProgress, event: JobEvent): JobProgress {
  const legal = mayHappen[event.type](job.state) && (event.type !== 'advance' || mayAdvance(job.state, event.to))
  if (!legal) throw new TypeError(`A job that is ${job.state} cannot ${event.type}`)
  switch (event.type) {
    case 'advance':
      return { ...job, state: event.to, reason: null, error: null, startedAt: job.startedAt ?? event.at }
    case 'pass':
      return { ...job, pass: { index: event.index, of: event.of } }
    case 'output':
      return {
        ...job,
        outputs: withOutput(job.outputs, event.output),
        ...event.made,
      }
    case 'gone':
      return { ...job, outputs: job.outputs.filter((output) => output.variation !== event.variation) }
    case 'charge':
      return { ...job, units: job.units + event.units }
    case 'finish':
      return { ...job, state: 'done', skipped: event.skipped ?? false, finishedAt: event.at }
    case 'fail':
      return { ...job, state: 'failed', reason: null, error: event.error, finishedAt: event.at }
    case 'block':
      return { ...job, state: 'blocked', reason: event.reason, error: event.error ?? null }
    case 'cancel':
      return { ...job, state: 'cancelled', reason: null, error: null, finishedAt: event.at }
    case 'requeue':
      return { ...job, state: 'queued', reason: null, error: null, startedAt: null, finishedAt: null }
    case 'hold':
      return { ...job, state: 'blocked', reason: 'pilot', error: null, startedAt: null, finishedAt: null }
    default:
      return assertNever(event)
  }
}

/** One output for each variation, in their order. */
function withOutput(outputs: readonly JobOutput[], output: JobOutput): readonly JobOutput[] {
  const others = outputs.filter((other) => other.variation !== output.variation)
  return [...others, output].sort((a, b) => a.variation - b.variation)
}
