import type { Database } from '../../shared/sqlite'

/** A file that a job makes or has made; see the schema for what each part is for. */
export interface OutputRow {
  readonly number: number
  readonly jobId: string
  readonly variation: number
  readonly planned: string
  readonly path: string
  readonly key: string | null
  readonly reservingAt: number | null
  readonly reservation: string | null
  readonly temporary: string | null
  readonly bytes: number | null
  readonly sha256: string | null
  readonly written: boolean
}

/** An output that is yet to be made. */
export interface PlannedOutput {
  readonly variation: number
  readonly planned: string
  readonly path: string
}

/** A finished file that is known. */
export interface KnownOutput {
  readonly number: number
  readonly path: string
}

const columns = `number, job_id AS jobId, variation, planned, path, key, reserving_at AS reservingAt, reservation,
  temporary, bytes, sha256, written`

/** The table of outputs. Callers bring the transaction. */
export class OutputTable {
  readonly #insert
  readonly #ofJob
  readonly #unsettled
  readonly #anyWritten
  readonly #plannedBefore
  readonly #pathKnown
  readonly #own
  readonly #content
  readonly #pending
  readonly #unclaimed
  readonly #key
  readonly #intend
  readonly #reserved
  readonly #sealed
  readonly #clear
  readonly #written
  readonly #supersede
  readonly #relocate
  readonly #remove
  readonly #removeUnwritten
  readonly #removeOrphans
  readonly #removePath

  constructor(database: Database) {
    this.#insert = database.prepare(
      'INSERT INTO outputs (job_id, variation, planned, path, written) VALUES (?, ?, ?, ?, 0)',
    )
    this.#ofJob = database.prepare(`SELECT ${columns} FROM outputs WHERE job_id = ? ORDER BY variation`)
    this.#unsettled = database.prepare(
      `SELECT ${columns} FROM outputs WHERE written = 0 AND reserving_at IS NOT NULL ORDER BY number`,
    )
    this.#anyWritten = database.prepare('SELECT 1 FROM outputs WHERE written = 1 LIMIT 1')
    this.#plannedBefore = database.prepare('SELECT 1 FROM outputs WHERE planned = ? AND written = 1 LIMIT 1')
    this.#pathKnown = database.prepare('SELECT 1 FROM outputs WHERE path = ? AND written = 1 LIMIT 1')
    this.#own = database.prepare(
      'SELECT 1 FROM outputs WHERE path = ? AND (written = 1 OR reserving_at IS NOT NULL) LIMIT 1',
    )
    this.#content = database.prepare('SELECT 1 FROM outputs WHERE sha256 = ? AND written = 1 LIMIT 1')
    this.#pending = database.prepare(`SELECT job_id AS jobId, planned, path FROM outputs JOIN jobs
       ON jobs.id = outputs.job_id WHERE outputs.written = 0 AND jobs.state NOT IN ('done', 'failed', 'cancelled')`)
    this.#unclaimed = database.prepare(
      `SELECT number, path FROM outputs WHERE key = ? AND written = 1
       AND NOT EXISTS (SELECT 1 FROM claims WHERE claims.batch_id = ? AND claims.path = outputs.path) ORDER BY number`,
    )
    this.#key = database.prepare('UPDATE outputs SET key = ? WHERE number = ?')
    this.#intend = database.prepare(
      `UPDATE outputs SET path = ?, temporary = ?, reserving_at = ?, reservation = NULL, bytes = NULL, sha256 = NULL,
       written = 0 WHERE number = ?`,
    )
    this.#reserved = database.prepare('UPDATE outputs SET reservation = ? WHERE number = ?')
    this.#sealed = database.prepare('UPDATE outputs SET bytes = ?, sha256 = ? WHERE number = ?')
    this.#clear = database.prepare(
      `UPDATE outputs SET reserving_at = NULL, reservation = NULL, temporary = NULL, bytes = NULL, sha256 = NULL,
       written = 0 WHERE number = ?`,
    )
    this.#written = database.prepare(
      'UPDATE outputs SET written = 1, reserving_at = NULL, reservation = NULL, temporary = NULL WHERE number = ?',
    )
    this.#supersede = database.prepare(
      'DELETE FROM outputs WHERE written = 1 AND number <> :number AND path = (SELECT path FROM outputs WHERE number = :number)',
    )
    this.#relocate = database.prepare('UPDATE outputs SET planned = ?, path = ?, temporary = ? WHERE number = ?')
    this.#remove = database.prepare('DELETE FROM outputs WHERE number = ?')
    this.#removeUnwritten = database.prepare(
      'DELETE FROM outputs WHERE job_id = ? AND written = 0 AND reserving_at IS NULL',
    )
    this.#removeOrphans = database.prepare(
      `DELETE FROM outputs WHERE written = 0 AND reserving_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.id = outputs.job_id)`,
    )
    this.#removePath = database.prepare('DELETE FROM outputs WHERE path = ? AND written = 1')
  }

  insert(jobId: string, { variation, planned, path }: PlannedOutput): void {
    this.#insert.run(jobId, variation, planned, path)
  }

  ofJob(jobId: string): OutputRow[] {
    return (this.#ofJob.all(jobId) as StoredOutput[]).map(outputRow)
  }

  /** Outputs that were being written when the last owner ended. */
  unsettled(): OutputRow[] {
    return (this.#unsettled.all() as StoredOutput[]).map(outputRow)
  }

  /** Whether this queue has made anything yet. */
  anyWritten(): boolean {
    return this.#anyWritten.get() !== undefined
  }

  /** Whether a file planned for that path has been made before, by whatever photo. */
  plannedBefore(planned: string): boolean {
    return this.#plannedBefore.get(planned) !== undefined
  }

  /** Whether the file of that path is one that this queue made. */
  isKnown(path: string): boolean {
    return this.#pathKnown.get(path) !== undefined
  }

  /** Whether the file of that path is one that this queue made, or is writing. */
  isOwn(path: string): boolean {
    return this.#own.get(path) !== undefined
  }

  /** Whether this queue made a file of that content. */
  hasContent(sha256: string): boolean {
    return this.#content.get(sha256) !== undefined
  }

  /** Outputs that are yet to be made: their paths are promised; those of failed and cancelled jobs are free. */
  pending(): Pick<OutputRow, 'jobId' | 'planned' | 'path'>[] {
    return this.#pending.all() as Pick<OutputRow, 'jobId' | 'planned' | 'path'>[]
  }

  /** Finished files with that output key which the batch does not count as its own yet, oldest first. */
  unclaimed(key: string, batchId: string): KnownOutput[] {
    return this.#unclaimed.all(key, batchId) as KnownOutput[]
  }

  saveKey(number: number, key: string): void {
    this.#key.run(key, number)
  }

  /** Where the file will go, and the name it has until then; stored before either is created. */
  intend(number: number, intent: { readonly path: string; readonly temporary: string; readonly at: number }): void {
    this.#intend.run(intent.path, intent.temporary, intent.at, number)
  }

  /** The inode of the empty file that holds the name. */
  saveReservation(number: number, inode: string): void {
    this.#reserved.run(inode, number)
  }

  /** What the finished file is, stored before it takes its name. */
  saveContent(number: number, bytes: number, sha256: string): void {
    this.#sealed.run(bytes, sha256, number)
  }

  /** Nothing of it is on disk: it is as good as new. */
  clear(number: number): void {
    this.#clear.run(number)
  }

  /** The file is there under its name. What was known under that name before is gone. */
  markWritten(number: number): void {
    this.#written.run(number)
    this.#supersede.run({ number })
  }

  /** The folder that it goes to, with all that was begun of it there, is another one. */
  relocate({ number, planned, path, temporary }: OutputRow): void {
    this.#relocate.run(planned, path, temporary, number)
  }

  remove(number: number): void {
    this.#remove.run(number)
  }

  /** Forgets a finished file that is gone: it is not known any more, and may be made anew. */
  removePath(path: string): void {
    this.#removePath.run(path)
  }

  /** Forgets what a job was yet to make, but for what may have left traces on a disk that is not there now. */
  removeUnwritten(jobId: string): void {
    this.#removeUnwritten.run(jobId)
  }

  /** Forgets what jobs that are gone were yet to make, once it is known to have left nothing. */
  removeOrphans(): void {
    this.#removeOrphans.run()
  }
}

type StoredOutput = Omit<OutputRow, 'written'> & { readonly written: number }

function outputRow(row: StoredOutput): OutputRow {
  return { ...row, written: row.written === 1 }
}
