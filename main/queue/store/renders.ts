import type { Database } from '../../shared/sqlite'

/** A picture that was bought and is here. */
export interface RenderRow {
  readonly paintKey: string
  readonly pass: number
  readonly variation: number
  readonly taskId: string
  /** Name in the render cache. */
  readonly file: string
  readonly bytes: number
  /** ms since 1970. */
  readonly usedAt: number
}

const columns = 'paint_key AS paintKey, pass, variation, task_id AS taskId, file, bytes, used_at AS usedAt'

/** The table of renders. Callers bring the transaction. */
export class RenderTable {
  readonly #save
  readonly #ofPaint
  readonly #touch
  readonly #remove
  readonly #removeFile
  readonly #isUsed
  readonly #files
  readonly #bytes
  readonly #evictable
  readonly #evictableBytes
  readonly #isAnyAwaited

  constructor(database: Database) {
    this.#save = database.prepare(
      `INSERT OR REPLACE INTO renders (paint_key, pass, variation, task_id, file, bytes, used_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#ofPaint = database.prepare(`SELECT ${columns} FROM renders WHERE paint_key = ? ORDER BY pass, variation`)
    this.#touch = database.prepare('UPDATE renders SET used_at = ? WHERE paint_key = ?')
    this.#remove = database.prepare('DELETE FROM renders WHERE paint_key = ?')
    this.#removeFile = database.prepare('DELETE FROM renders WHERE file = ?')
    this.#isUsed = database.prepare('SELECT 1 FROM renders WHERE file = ? LIMIT 1')
    this.#files = database.prepare('SELECT DISTINCT file FROM renders')
    this.#bytes = database.prepare(
      'SELECT coalesce(sum(bytes), 0) AS bytes FROM (SELECT DISTINCT file, bytes FROM renders)',
    )
    this.#evictable = database.prepare(
      `SELECT ${columns} FROM renders WHERE NOT EXISTS (
         SELECT 1 FROM jobs WHERE jobs.paint_key = renders.paint_key AND jobs.state <> 'done')
       ORDER BY used_at LIMIT 1`,
    )
    this.#evictableBytes = database.prepare(
      `SELECT coalesce(sum(bytes), 0) AS bytes FROM (SELECT DISTINCT file, bytes FROM renders AS r WHERE NOT EXISTS (
         SELECT 1 FROM renders JOIN jobs ON jobs.paint_key = renders.paint_key
         WHERE renders.file = r.file AND jobs.state <> 'done'))`,
    )
    this.#isAnyAwaited = database.prepare(
      `SELECT 1 FROM jobs JOIN batches ON batches.id = jobs.batch_id
       WHERE jobs.paint_key IS NULL AND batches.engine <> 'local'
         AND jobs.state NOT IN ('done', 'failed', 'cancelled') LIMIT 1`,
    )
  }

  save({ paintKey, pass, variation, taskId, file, bytes, usedAt }: RenderRow): void {
    this.#save.run(paintKey, pass, variation, taskId, file, bytes, usedAt)
  }

  ofPaint(paintKey: string): RenderRow[] {
    return this.#ofPaint.all(paintKey) as RenderRow[]
  }

  /** Notes that a paint was used. */
  touch(paintKey: string, now: number): void {
    this.#touch.run(now, paintKey)
  }

  removePaint(paintKey: string): void {
    this.#remove.run(paintKey)
  }

  /** Forgets all pictures that a file was, when it is gone. */
  removeFile(file: string): void {
    this.#removeFile.run(file)
  }

  isUsed(file: string): boolean {
    return this.#isUsed.get(file) !== undefined
  }

  files(): ReadonlySet<string> {
    return new Set((this.#files.all() as { file: string }[]).map((row) => row.file))
  }

  /** Of all files together. */
  bytes(): number {
    return (this.#bytes.get() as { bytes: number }).bytes
  }

  /** Of all files of which no job that is not done needs a picture. */
  evictableBytes(): number {
    return (this.#evictableBytes.get() as { bytes: number }).bytes
  }

  /** Whether there are jobs of which it is not known yet which pictures they need. */
  isAnyAwaited(): boolean {
    return this.#isAnyAwaited.get() !== undefined
  }

  /** The one that was not used for the longest, of those whose jobs are all done; `null`: there is none. */
  evictable(): RenderRow | null {
    return (this.#evictable.get() as RenderRow | undefined) ?? null
  }
}
