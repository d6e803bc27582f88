import { type JobProgress, type JobSpec, jobProgressSchema, jobSpecSchema } from '../../../core/job'
import type { Priority } from '../../../core/queue'
import type { Database } from '../../shared/sqlite'

/** A job as it is stored. */
export interface StoredJob {
  readonly spec: JobSpec
  readonly progress: JobProgress
  readonly position: number
  readonly priority: Priority
  readonly cleared: boolean
}

/** What a job's photo is, and the key under which what is painted for it is known. */
export interface KnownPaint {
  /** SHA-256 of the photo's bytes, hex. */
  readonly contentHash: string
  readonly paintKey: string
}

/** What the user set of a job; the rest is the queue's own doing. */
export type JobMarks = Partial<Pick<StoredJob, 'priority' | 'cleared'>>

/** As they are stored: what is higher comes first. */
const weights: Readonly<Record<Priority, number>> = { high: 1, normal: 0, low: -1 }

interface JobRow {
  readonly number: number
  readonly position: number
  readonly priority: number
  readonly cleared: number
  readonly spec: string
  readonly progress: string
}

/** The table of jobs. Callers bring the transaction. */
export class JobTable {
  readonly #insert
  readonly #insertSpec
  readonly #slice
  readonly #spec
  readonly #saveSpec
  readonly #progress
  readonly #content
  readonly #position
  readonly #priority
  readonly #cleared
  readonly #bought
  readonly #ofPaint
  readonly #removeSpec
  readonly #remove

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO jobs (id, batch_id, position, state, reason, units, progress, content_hash, paint_key)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#insertSpec = database.prepare('INSERT INTO specs (number, spec) VALUES (last_insert_rowid(), ?)')
    this.#slice = database.prepare(
      `SELECT number, position, priority, cleared, spec, progress FROM jobs JOIN specs USING (number)
       WHERE number > ? ORDER BY number LIMIT ?`,
    )
    this.#spec = database.prepare('SELECT spec FROM specs JOIN jobs USING (number) WHERE id = ?')
    this.#saveSpec = database.prepare('UPDATE specs SET spec = ? WHERE number = (SELECT number FROM jobs WHERE id = ?)')
    this.#progress = database.prepare('UPDATE jobs SET state = ?, reason = ?, units = ?, progress = ? WHERE id = ?')
    this.#content = database.prepare('UPDATE jobs SET content_hash = ?, paint_key = ? WHERE id = ?')
    this.#position = database.prepare('UPDATE jobs SET position = ? WHERE id = ?')
    this.#priority = database.prepare('UPDATE jobs SET priority = ? WHERE id = ?')
    this.#cleared = database.prepare('UPDATE jobs SET cleared = ? WHERE id = ?')
    this.#bought = database.prepare(
      `SELECT id FROM jobs WHERE state = 'queued' AND paint_key IS NOT NULL AND (
         EXISTS (SELECT 1 FROM creates WHERE creates.paint_key = jobs.paint_key AND creates.state <> 'refused')
         OR EXISTS (SELECT 1 FROM renders WHERE renders.paint_key = jobs.paint_key))`,
    )
    this.#ofPaint = database.prepare('SELECT id FROM jobs WHERE paint_key = ?')
    this.#removeSpec = database.prepare('DELETE FROM specs WHERE number = (SELECT number FROM jobs WHERE id = ?)')
    this.#remove = database.prepare('DELETE FROM jobs WHERE id = ?')
  }

  /** @param paint `null`: it is found out when the job begins */
  insert({ spec, progress, position }: Omit<StoredJob, keyof Required<JobMarks>>, paint: KnownPaint | null): void {
    const { state, reason, units } = progress
    const { contentHash = null, paintKey = null } = paint ?? {}
    const moving = [state, reason, units, JSON.stringify(progress)] as const
    this.#insert.run(spec.id, spec.batchId, position, ...moving, contentHash, paintKey)
    this.#insertSpec.run(JSON.stringify(spec))
  }

  /**
   * Some jobs in the order they were stored, from behind `after` (0: the first).
   * @throws when a row does not hold what it should: the file is damaged
   */
  slice(after: number, limit: number): { readonly jobs: readonly StoredJob[]; readonly last: number } {
    const rows = this.#slice.all(after, limit) as JobRow[]
    const jobs = rows.map((row) => ({
      spec: jobSpecSchema.parse(JSON.parse(row.spec)),
      progress: jobProgressSchema.parse(JSON.parse(row.progress)),
      position: row.position,
      priority: priorityOf(row.priority),
      cleared: row.cleared !== 0,
    }))
    return { jobs, last: rows.at(-1)?.number ?? after }
  }

  /** What a job was made from. The queue knows which ids there are. */
  spec(id: string): JobSpec {
    const row = this.#spec.get(id) as { spec: string }
    return jobSpecSchema.parse(JSON.parse(row.spec))
  }

  saveSpec(spec: JobSpec): void {
    this.#saveSpec.run(JSON.stringify(spec), spec.id)
  }

  saveProgress(id: string, progress: JobProgress): void {
    this.#progress.run(progress.state, progress.reason, progress.units, JSON.stringify(progress), id)
  }

  /** What the photo's bytes are, and the key under which what is painted for them is known. */
  savePaint(id: string, { contentHash, paintKey }: KnownPaint): void {
    this.#content.run(contentHash, paintKey, id)
  }

  savePosition(id: string, position: number): void {
    this.#position.run(position, id)
  }

  saveMarks(id: string, { priority, cleared }: JobMarks): void {
    if (priority !== undefined) this.#priority.run(weights[priority], id)
    if (cleared !== undefined) this.#cleared.run(cleared ? 1 : 0, id)
  }

  /** Ids of waiting jobs of which something was bought, or may have been. */
  boughtWaiting(): string[] {
    return (this.#bought.all() as { id: string }[]).map(({ id }) => id)
  }

  /** Ids of the jobs that get the same paint. */
  ofPaint(paintKey: string): string[] {
    return (this.#ofPaint.all(paintKey) as { id: string }[]).map(({ id }) => id)
  }

  remove(id: string): void {
    this.#removeSpec.run(id)
    this.#remove.run(id)
  }
}

function priorityOf(weight: number): Priority {
  if (weight === 0) return 'normal'
  return weight > 0 ? 'high' : 'low'
}
