import { z } from 'zod'
import { errorInfoSchema } from '../../../core/errors'
import { sizeSchema } from '../../../core/geometry/types'
import type { DoorId } from '../../../core/service/doors'
import { evidenceSchema } from '../../../core/service/outcomes'
import type { Database } from '../../shared/sqlite'

/**
 * What is known of a create. `sent`: its bytes may be on their way. `unknown`: they may have arrived. `accepted`: charged,
 * its pictures are yet to be fetched. `ended`: nothing more comes of it. `refused`: certainly not accepted, never charged.
 * `given-up`: the user does not want to know.
 */
export type CreateState = 'sent' | 'unknown' | 'accepted' | 'ended' | 'refused' | 'given-up'

const detailsSchema = z.object({
  source: z.string(),
  /** How many passes the plan has. */
  passes: z.number().int(),
  /** The rectangle that its pictures cover, px of the canvas. */
  result: sizeSchema,
  /** Which of the job's pictures it asks for, from 1. */
  variations: z.array(z.number().int()).readonly(),
  acceptedAt: z.number().nullable(),
  taskId: z.string().nullable(),
  /** Whether the service was ever seen to know the task when asked by its own id. */
  seen: z.boolean(),
  /** Whether its outcome was ever unknown: from then on no refusal of it is believed unseen. */
  resent: z.boolean(),
  /** Whether it was refused when it was sent again: as one that is known already, or for what the refusal says. */
  refusedAgain: z.boolean().default(false),
  /** How often that was. */
  refusals: z.number().int().default(0),
  /** When a look-up first found nothing, ms since 1970. */
  notFoundAt: z.number().nullable(),
  /** Waits for the user. */
  asks: z.boolean(),
  /** The user has it sent again, though it may be charged again. */
  sendAgain: z.boolean(),
  /** What came back in the place of an answer. */
  evidence: evidenceSchema.nullable(),
  /** An id found in an answer that cannot be trusted otherwise. */
  hintedTask: z.string().nullable(),
  /** Pictures that came of it; `null` until it has ended. */
  delivered: z.array(z.number().int()).readonly().nullable(),
  error: errorInfoSchema.nullable(),
})
export type CreateDetails = z.infer<typeof detailsSchema>

/** One request that may be charged. Times are ms since 1970. */
export interface CreateRow extends CreateDetails {
  readonly id: string
  readonly paintKey: string
  readonly pass: number
  readonly jobId: string
  readonly batchId: string
  readonly door: DoorId
  readonly endpoint: string
  readonly account: string
  readonly state: CreateState
  readonly sentAt: number
  readonly stake: number
  readonly units: number
}

type StoredCreate = Omit<CreateRow, keyof CreateDetails> & { readonly details: string }

const columns = `id, paint_key AS paintKey, pass, job_id AS jobId, batch_id AS batchId, door, endpoint, account, state,
  sent_at AS sentAt, stake, units, details`

/** Units that count against a budget: what was charged, and what may have been. */
const counted = `CASE state WHEN 'refused' THEN 0 WHEN 'accepted' THEN units WHEN 'ended' THEN units ELSE stake END`

/** The table of creates. Callers bring the transaction. */
export class CreateTable {
  readonly #save
  readonly #remove
  readonly #ofPass
  readonly #tasksOf
  readonly #unfinished
  readonly #known
  readonly #ofBatches
  readonly #since

  constructor(database: Database) {
    this.#save = database.prepare(
      `INSERT OR REPLACE INTO creates (id, paint_key, pass, job_id, batch_id, door, endpoint, account, state, sent_at,
       stake, units, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#remove = database.prepare('DELETE FROM creates WHERE id = ?')
    this.#ofPass = database.prepare(
      `SELECT ${columns} FROM creates WHERE paint_key = ? AND pass = ? ORDER BY sent_at, id`,
    )
    this.#tasksOf = database.prepare(
      `SELECT json_extract(details, '$.taskId') AS taskId FROM creates
       WHERE paint_key = (SELECT paint_key FROM jobs WHERE id = ?) AND json_extract(details, '$.taskId') IS NOT NULL
       ORDER BY pass, sent_at, id`,
    )
    this.#unfinished = database.prepare(
      `SELECT ${columns} FROM creates WHERE state IN ('sent', 'unknown', 'accepted') ORDER BY sent_at, id`,
    )
    this.#known = database.prepare(
      `SELECT ${columns} FROM creates WHERE state IN ('accepted', 'ended') AND door = ? AND endpoint = ? AND account = ?
       AND sent_at > ? AND json_extract(details, '$.seen') ORDER BY sent_at DESC LIMIT 1`,
    )
    this.#ofBatches = database.prepare(
      `SELECT batch_id AS batchId, sum(${counted}) AS units FROM creates GROUP BY batch_id`,
    )
    this.#since = database.prepare(`SELECT coalesce(sum(${counted}), 0) AS units FROM creates WHERE sent_at >= ?`)
  }

  /** Stores a create as it is now. */
  save(row: CreateRow): void {
    const { id, paintKey, pass, jobId, batchId, door, endpoint, account, state, sentAt, stake, units, ...rest } = row
    const details = JSON.stringify(detailsSchema.parse(rest))
    this.#save.run(id, paintKey, pass, jobId, batchId, door, endpoint, account, state, sentAt, stake, units, details)
  }

  /** Forgets one that was certainly not accepted. */
  remove(id: string): void {
    this.#remove.run(id)
  }

  /** What was asked for in one pass of a paint, oldest first. */
  ofPass(paintKey: string, pass: number): CreateRow[] {
    return (this.#ofPass.all(paintKey, pass) as StoredCreate[]).map(createRow)
  }

  /** The service's ids of the tasks that paint a job, pass by pass. */
  taskIdsOf(jobId: string): string[] {
    return (this.#tasksOf.all(jobId) as { taskId: string }[]).map(({ taskId }) => taskId)
  }

  /** Those of which something is yet to come or to be found out. */
  unfinished(): CreateRow[] {
    return (this.#unfinished.all() as StoredCreate[]).map(createRow)
  }

  /** The latest task that the service was seen to know there, of those sent since then. */
  latestKnown(door: DoorId, endpoint: string, account: string, since: number): CreateRow | null {
    const row = this.#known.get(door, endpoint, account, since) as StoredCreate | undefined
    return row ? createRow(row) : null
  }

  /** Units by batch, unknown charges included. */
  unitsByBatch(): ReadonlyMap<string, number> {
    const rows = this.#ofBatches.all() as { batchId: string; units: number }[]
    return new Map(rows.map(({ batchId, units }) => [batchId, units]))
  }

  /** Units of creates sent since then, unknown charges included. */
  unitsSince(time: number): number {
    return (this.#since.get(time) as { units: number }).units
  }
}

/** Units of a create that count against a budget. */
export function countedUnits({ state, stake, units }: Pick<CreateRow, 'state' | 'stake' | 'units'>): number {
  if (state === 'refused') return 0
  return state === 'accepted' || state === 'ended' ? units : stake
}

function createRow({ details, ...row }: StoredCreate): CreateRow {
  return { ...row, ...detailsSchema.parse(JSON.parse(details)) }
}
