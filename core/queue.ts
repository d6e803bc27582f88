import { z } from 'zod'
import { errorInfoSchema } from './errors'
import { pointSchema, sizeSchema } from './geometry/types'
import { jobProgressSchema, jobStateSchema } from './job'
import { engineIdSchema } from './limits'

/**
 * A job as the window sees it. Results come as `thumb://output/<id>/<variation>?edge=<px>`, the photo it was made from
 * as `thumb://source/<id>?edge=<px>` (it may have left the library since).
 */
export const jobViewSchema = jobProgressSchema.extend({
  id: z.string(),
  batchId: z.string(),
  source: z.string(),
  engine: engineIdSchema,
  /** `{ratio}` as in names: 16x9, 1920x1080, margins. */
  shape: z.string(),
  n: z.number().int(),
  photo: sizeSchema,
  canvas: sizeSchema,
  original: pointSchema,
  outputSize: sizeSchema,
  passes: z.number().int(),
  /** Order in the queue, ascending. */
  position: z.number(),
  /** 0..1 of the step under way; 0 when none is. */
  fraction: z.number().min(0).max(1),
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
})
export type BatchView = z.infer<typeof batchViewSchema>

/** Numbers for the queue bar. */
export const queueSummarySchema = z.object({
  /** Whether jobs are taken up; false is "paused". */
  running: z.boolean(),
  counts: z.record(jobStateSchema, z.number().int()),
  /** Rolling-median estimate for all that is queued or active, ms; `null` until something has finished. */
  etaMs: z.number().nullable(),
  /** Jobs under way, and how many may be. */
  active: z.number().int(),
  parallel: z.number().int(),
  units: z.number(),
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

/** What Start did. */
export const startResultSchema = z.object({
  batchId: z.string().nullable(),
  jobs: z.number().int(),
  skipped: z.number().int(),
  /** Photos that could not become a job, with the reason. */
  refused: z.array(z.object({ source: z.string(), message: z.string() })),
  /** Photos left out because they are outputs of this queue themselves. */
  ownOutputs: z.number().int(),
})
export type StartResult = z.infer<typeof startResultSchema>
