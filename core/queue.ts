import { z } from 'zod'
import { errorInfoSchema } from './errors'
import { pointSchema, sizeSchema } from './geometry/types'
import { jobProgressSchema, jobStateSchema } from './job'
import { engineIdSchema } from './limits'
import { localPaintingSchema } from './local-painting'
import { doorIdSchema } from './service/doors'
import { evidenceSchema } from './service/outcomes'

/** What is taken up first, the highest first; within one the order is that of the queue. */
export const priorities = ['high', 'normal', 'low'] as const
export const prioritySchema = z.enum(priorities)
export type Priority = z.infer<typeof prioritySchema>

/**
 * `running`: jobs are taken up. `fetching`: nothing is sent to a service any more; what was bought is fetched and
 * composed, and local jobs go on. `paused`: nothing is taken up; what is under way ends.
 */
export const queueModes = ['running', 'fetching', 'paused'] as const
export const queueModeSchema = z.enum(queueModes)
export type QueueMode = z.infer<typeof queueModeSchema>

/**
 * Ways to pause. `after-current`: what is under way finishes. `now`: what is being painted on this computer is put back as
 * well; what is at a service is fetched and finished all the same. `sending`: the queue is `fetching` from then on.
 */
export const pauseWays = ['after-current', 'now', 'sending'] as const
export const pauseWaySchema = z.enum(pauseWays)
export type PauseWay = z.infer<typeof pauseWaySchema>

/** A job and its place in the queue. */
export const placeSchema = z.object({ id: z.string().min(1).max(64), position: z.number().finite() })
export type Place = z.infer<typeof placeSchema>

/**
 * A job as the window sees it. Results come as `thumb://output/<id>/<variation>?edge=<px>`, the photo it was made from
 * as `thumb://source/<id>?edge=<px>` (it may have left the library since).
 */
export const jobViewSchema = jobProgressSchema.extend({
  id: z.string(),
  batchId: z.string(),
  source: z.string(),
  /** The link that the photo was fetched from; `source` is its copy. `null`: a file of the user's own. */
  link: z.string().nullable(),
  engine: engineIdSchema,
  /** How the local engine paints it. */
  local: localPaintingSchema,
  /** `{ratio}` as in names: 16x9, 1920x1080, margins. */
  shape: z.string(),
  shapeKind: z.enum(['ratio', 'size', 'margins']),
  n: z.number().int(),
  photo: sizeSchema,
  canvas: sizeSchema,
  original: pointSchema,
  outputSize: sizeSchema,
  passes: z.number().int(),
  /** Order in the queue, ascending, among those of the same priority. */
  position: z.number(),
  priority: prioritySchema,
  /** Taken off the queue's list; its results and its batch's history keep it. */
  cleared: z.boolean(),
  /** 0..1 of the step under way; 0 when none is. */
  fraction: z.number().min(0).max(1),
  /** Set while a step is tried again after a wait: until when (ms since 1970), and what went wrong. */
  waiting: z.object({ until: z.number(), error: errorInfoSchema }).nullable(),
  /** What the engine was told to paint; empty: nothing. */
  prompt: z.string(),
})
export type JobView = z.infer<typeof jobViewSchema>

/** The jobs that were added together. */
export const batchViewSchema = z.object({
  id: z.string(),
  createdAt: z.number(),
  engine: engineIdSchema,
  jobs: z.number().int(),
  /** Photos that already had that output when the batch was added. */
  skipped: z.number().int(),
  /** Units taken so far by its jobs, also by those that were removed; unknown charges count. */
  units: z.number(),
  /** Most units it may take; `null`: no cap. */
  budget: z.number().nullable(),
  /** How many jobs run before the others are approved; `null`: there is no pilot, or it was approved. */
  pilot: z.number().int().nullable(),
  /** None of its jobs is taken up, until the user lets it go on. */
  held: z.boolean(),
  /** How many photos it was made of, those that were skipped included; `null`: an older version did not note it. */
  photos: z.number().int().nullable(),
})
export type BatchView = z.infer<typeof batchViewSchema>

/** How things stand with one door that jobs need. */
export const doorStatusSchema = z.object({
  door: doorIdSchema,
  /** Slots taken now, allowed now (as learnt from the service), and set. */
  slots: z.object({ inUse: z.number().int(), limit: z.number().int(), configured: z.number().int() }),
  /** Set while nothing is sent by the service's wish or for its troubles: until when (ms since 1970), and why. */
  pause: z.object({ until: z.number(), error: errorInfoSchema }).nullable(),
})
export type DoorStatus = z.infer<typeof doorStatusSchema>

/** Numbers for the queue bar. */
export const queueSummarySchema = z.object({
  /** Whether jobs are taken up; false is "paused". */
  running: z.boolean(),
  mode: queueModeSchema,
  counts: z.record(jobStateSchema, z.number().int()),
  /** Estimate for all that is queued or active, ms; `null` while nobody knows how long some of it takes. */
  etaMs: z.number().nullable(),
  /** Jobs under way, and how many may be. */
  active: z.number().int(),
  parallel: z.number().int(),
  units: z.number(),
  /** Units taken since midnight, by all batches. */
  unitsToday: z.number(),
  /** Doors with something to do; none for the local engine. */
  doors: z.array(doorStatusSchema),
  /** Creates of which it is not known whether they were charged, and which wait for the user. */
  unknownCharges: z.number().int(),
  /** Set after a start that found work left over from a crash or quit; cleared when the user goes on or dismisses it. */
  recovered: z
    .object({
      interrupted: z.number().int(),
      waiting: z.number().int(),
      finished: z.number().int(),
      crashed: z.boolean(),
    })
    .nullable(),
  /** Why the queue stopped by itself: its own store cannot be used. Cleared when it is started again. */
  problem: errorInfoSchema.optional(),
})
export type QueueSummary = z.infer<typeof queueSummarySchema>

/** Whether the queue was paused with work in it: whoever paused it knows why, and says when it goes on. */
export function isPausedWithWork({
  running,
  counts,
  active,
}: Pick<QueueSummary, 'running' | 'counts' | 'active'>): boolean {
  return !running && (active > 0 || counts.queued > 0 || counts.blocked > 0)
}

export const queueSnapshotSchema = z.object({
  revision: z.number().int(),
  jobs: z.array(jobViewSchema),
  batches: z.array(batchViewSchema),
  summary: queueSummarySchema,
})
export type QueueSnapshot = z.infer<typeof queueSnapshotSchema>

/** What changed since `revision - 1`, coalesced. A gap in the numbers: ask for a snapshot. */
export const queuePatchSchema = z.object({
  revision: z.number().int(),
  upserted: z.array(jobViewSchema),
  removed: z.array(z.string()),
  batches: z.array(batchViewSchema).nullable(),
  summary: queueSummarySchema,
})
export type QueuePatch = z.infer<typeof queuePatchSchema>

/** A create whose fate only the user can decide, with all that is known about it. */
export const unknownChargeSchema = z.object({
  /** The create's own id, which the service was given. */
  id: z.string(),
  /** A job that waits for it; `null`: none does any more (removed, cancelled), and it is not sent again. */
  job: z.string().nullable(),
  source: z.string(),
  door: doorIdSchema,
  endpoint: z.string(),
  pass: z.object({ index: z.number().int(), of: z.number().int() }),
  /** Pictures asked for, and units that may have been charged. */
  n: z.number().int(),
  units: z.number(),
  /** When it was sent last, ms since 1970. */
  sentAt: z.number(),
  /** What came back; `null`: the program ended before anything did. */
  evidence: evidenceSchema.nullable(),
})
export type UnknownCharge = z.infer<typeof unknownChargeSchema>

/** What becomes of an unknown charge: asked after once more, sent again (may be charged again), or given up (its job fails). */
export const unknownChoices = ['look', 'send', 'give-up'] as const
export const unknownChoiceSchema = z.enum(unknownChoices)
export type UnknownChoice = z.infer<typeof unknownChoiceSchema>

/** What Start would do with names, found out before it. */
export const nameReportSchema = z.object({
  /** Outputs that would be made. */
  outputs: z.number().int(),
  /** Of those, outputs whose name is taken by a file that is there, or by another output. */
  taken: z.number().int(),
  /** Of those, outputs whose name only another output of the same batch has. */
  within: z.number().int(),
  /** Photos with such an output, which `skip` leaves out; of several targets each counts by itself. */
  photos: z.number().int(),
  /** The first of them: the name that is taken, and the one that it gets; names alone, without folders, each pair once. */
  examples: z.array(z.object({ wanted: z.string(), becomes: z.string() })),
})
export type NameReport = z.infer<typeof nameReportSchema>

/** A photo or result that was left out, with the reason. */
export const refusedSchema = z.object({ source: z.string(), error: errorInfoSchema })

/** What Start did. */
export const startResultSchema = z.object({
  batchId: z.string().nullable(),
  jobs: z.number().int(),
  skipped: z.number().int(),
  /** Photos that could not become a job, with the reason. */
  refused: z.array(refusedSchema),
  /** Photos left out because they are outputs of this queue themselves. */
  ownOutputs: z.number().int(),
  /** Photos left out because the name of an output is taken. */
  nameTaken: z.number().int(),
  /** Photos left out because they wait in the queue, or are under way, in just that way. */
  waiting: z.number().int(),
  /** What the pause had kept and still is, because it may take units: on hold, until the user lets it go on. */
  held: z.object({ batches: z.array(z.string()), jobs: z.number().int() }),
  /** How many jobs that the pause had kept, and that take no units, go on as well. */
  resumed: z.number().int(),
})
export type StartResult = z.infer<typeof startResultSchema>

/** A Start that came to nothing. */
export const nothingStarted: StartResult = {
  batchId: null,
  jobs: 0,
  skipped: 0,
  refused: [],
  ownOutputs: 0,
  nameTaken: 0,
  waiting: 0,
  held: { batches: [], jobs: 0 },
  resumed: 0,
}
