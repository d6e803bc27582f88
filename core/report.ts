import { z } from 'zod'
import type { JobView } from './queue'

/** What a report of jobs is written as. */
export const reportFormats = ['csv', 'json'] as const
export const reportFormatSchema = z.enum(reportFormats)
export type ReportFormat = z.infer<typeof reportFormatSchema>

/** A job in a report: a row of the table, an object of the list. Sizes are px, times ISO 8601 (UTC). */
export interface ReportRow {
  readonly batch: string
  readonly source: string
  readonly link: string | null
  readonly outputs: readonly string[]
  readonly shape: string
  readonly sourceWidth: number
  readonly sourceHeight: number
  readonly outputWidth: number
  readonly outputHeight: number
  readonly engine: JobView['engine']
  readonly prompt: string
  readonly passes: number
  readonly variations: number
  readonly priority: JobView['priority']
  readonly state: JobView['state']
  /** Why it waits; `null`: it does not. */
  readonly reason: JobView['reason']
  readonly skipped: boolean
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly units: number
  /** The service's own ids of the tasks that painted it. */
  readonly taskIds: readonly string[]
  readonly addedAt: string | null
  readonly startedAt: string | null
  readonly finishedAt: string | null
  readonly seconds: number | null
}

/** The columns of a report, in their order. */
export const reportColumns = [
  'batch',
  'source',
  'link',
  'outputs',
  'shape',
  'sourceWidth',
  'sourceHeight',
  'outputWidth',
  'outputHeight',
  'engine',
  'prompt',
  'passes',
  'variations',
  'priority',
  'state',
  'reason',
  'skipped',
  'errorCode',
  'errorMessage',
  'units',
  'taskIds',
  'addedAt',
  'startedAt',
  'finishedAt',
  'seconds',
] as const satisfies readonly (keyof ReportRow)[]

/** A job as its report has it. @param addedAt when its batch was added, ms since 1970; `null`: not known */
export function reportRow(job: JobView, taskIds: readonly string[], addedAt: number | null): ReportRow {
  const { startedAt, finishedAt, photo, outputSize, error } = job
  return {
    batch: job.batchId,
    source: job.source,
    link: job.link,
    outputs: job.outputs.map(({ path }) => path),
    shape: job.shape,
    sourceWidth: photo.width,
    sourceHeight: photo.height,
    outputWidth: outputSize.width,
    outputHeight: outputSize.height,
    engine: job.engine,
    prompt: job.prompt,
    passes: job.passes,
    variations: job.n,
    priority: job.priority,
    state: job.state,
    reason: job.reason,
    skipped: job.skipped,
    errorCode: error?.code ?? null,
    errorMessage: error?.message ?? null,
    units: job.units,
    taskIds,
    addedAt: isoTime(addedAt),
    startedAt: isoTime(startedAt),
    finishedAt: isoTime(finishedAt),
    seconds: startedAt === null || finishedAt === null ? null : Math.max(0, finishedAt - startedAt) / 1000,
  }
}

function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
