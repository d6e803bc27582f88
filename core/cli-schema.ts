import { z } from 'zod'
import { errorInfoSchema } from './errors'
import { passRatiosSchema, pointSchema, sizeSchema } from './geometry/types'
import { blockedReasonSchema, jobOutputSchema, jobStateSchema } from './job'
import { engineIdSchema } from './limits'
import { checkViewSchema } from './service/access'

/** The lines the command line prints with `--json`. Scripts depend on them: fields are added, never renamed. */

/** One for each change of a job's state. Paths are absolute, units cumulative for the job. */
export const jobLineSchema = z.object({
  event: z.literal('job'),
  id: z.string(),
  source: z.string(),
  state: z.union([jobStateSchema, z.literal('skipped')]),
  reason: blockedReasonSchema.optional(),
  pass: z.object({ index: z.number().int(), of: z.number().int() }).optional(),
  outputs: z.array(jobOutputSchema),
  units: z.number(),
  error: errorInfoSchema.optional(),
  /** How its outputs differ from the photo besides their surroundings, in sentences; absent: in nothing. */
  notes: z.array(z.string()).optional(),
  /** Of a skipped photo: the path of an output that is taken (`--conflict skip`). */
  taken: z.string().optional(),
})
export type JobLine = z.infer<typeof jobLineSchema>

/** The last line of `expand` and `resume`. */
export const summaryLineSchema = z.object({
  event: z.literal('summary'),
  done: z.number().int(),
  failed: z.number().int(),
  blocked: z.number().int(),
  cancelled: z.number().int(),
  skipped: z.number().int(),
  ignored: z.number().int(),
  units: z.number(),
})
export type SummaryLine = z.infer<typeof summaryLineSchema>

/** A line of `plan`, one per photo. */
export const planLineSchema = z.union([
  z.object({
    source: z.object({ path: z.string(), width: z.number().int(), height: z.number().int() }),
    canvas: sizeSchema,
    output: sizeSchema,
    original: pointSchema,
    passes: z.array(passRatiosSchema),
    units: z.number(),
    /** How the output will differ from the photo besides its surroundings, in sentences; absent: in nothing. */
    notes: z.array(z.string()).optional(),
  }),
  z.object({ source: z.object({ path: z.string() }), error: errorInfoSchema }),
])
export type PlanLine = z.infer<typeof planLineSchema>

/** The one line of `check`. */
export const checkLineSchema = checkViewSchema.extend({
  event: z.literal('check'),
  engine: engineIdSchema,
  /** `null` for the local engine. */
  endpoint: z.string().nullable(),
})
export type CheckLine = z.infer<typeof checkLineSchema>

/** The one line of `status`. `owner`: a process holds the state folder now. */
export const statusLineSchema = z.object({
  event: z.literal('status'),
  state: z.string(),
  owned: z.boolean(),
  counts: z.record(jobStateSchema, z.number().int()),
  blocked: z.partialRecord(blockedReasonSchema, z.number().int()),
  units: z.number(),
  batches: z.array(
    z.object({
      id: z.string(),
      createdAt: z.number(),
      engine: engineIdSchema,
      counts: z.record(jobStateSchema, z.number().int()),
    }),
  ),
})
export type StatusLine = z.infer<typeof statusLineSchema>
