import type { EngineId } from '../../../core/limits'
import { type BatchSettings, batchSettingsSchema } from '../../../core/settings'
import type { Database } from '../../shared/sqlite'

/** A batch as it is stored. */
export interface StoredBatch {
  readonly id: string
  readonly createdAt: number
  readonly engine: EngineId
  /** Photos that had their outputs when the batch was added. */
  readonly skipped: number
  /** Most units it may take; `null`: no cap. */
  readonly budget: number | null
  /** How many jobs run before the others are approved; `null`: all do. */
  readonly pilot: number | null
  /** None of its jobs is taken up. */
  readonly held: boolean
  /** Photos it was made of; `null`: not known. */
  readonly photos: number | null
}

type BatchRow = Omit<StoredBatch, 'held'> & { readonly held: number }

/** The tables of batches and of what each counts as its own. Callers bring the transaction. */
export class BatchTable {
  readonly #all
  readonly #insert
  readonly #seal
  readonly #bounds
  readonly #hold
  readonly #settings
  readonly #remove
  readonly #removeClaims
  readonly #claim
  readonly #unsealed
  readonly #dropOutputs
  readonly #dropSpecs
  readonly #dropJobs

  constructor(database: Database) {
    this.#all = database.prepare(
      'SELECT id, created_at AS createdAt, engine, skipped, budget, pilot, held, photos FROM batches WHERE sealed = 1 ORDER BY created_at, id',
    )
    this.#insert = database.prepare(
      `INSERT INTO batches (id, created_at, engine, skipped, budget, pilot, photos, settings, sealed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    )
    this.#bounds = database.prepare('UPDATE batches SET budget = ?, pilot = ? WHERE id = ?')
    this.#hold = database.prepare('UPDATE batches SET held = ? WHERE id = ?')
    this.#settings = database.prepare('SELECT settings FROM batches WHERE id = ?')
    this.#seal = database.prepare('UPDATE batches SET sealed = 1 WHERE id = ?')
    this.#remove = database.prepare('DELETE FROM batches WHERE id = ?')
    this.#removeClaims = database.prepare('DELETE FROM claims WHERE batch_id = ?')
    this.#claim = database.prepare('INSERT OR IGNORE INTO claims (batch_id, path) VALUES (?, ?)')
    this.#unsealed = database.prepare('SELECT id FROM batches WHERE sealed = 0')
    this.#dropOutputs = database.prepare('DELETE FROM outputs WHERE job_id IN (SELECT id FROM jobs WHERE batch_id = ?)')
    this.#dropSpecs = database.prepare('DELETE FROM specs WHERE number IN (SELECT number FROM jobs WHERE batch_id = ?)')
    this.#dropJobs = database.prepare('DELETE FROM jobs WHERE batch_id = ?')
  }

  all(): StoredBatch[] {
    return (this.#all.all() as BatchRow[]).map((row) => ({ ...row, held: row.held !== 0 }))
  }

  /** Begins a batch; it does not count before it is sealed. */
  insert({ id, createdAt, engine, skipped, budget, pilot, photos }: StoredBatch, settings: BatchSettings): void {
    this.#insert.run(id, createdAt, engine, skipped, budget, pilot, photos, JSON.stringify(settings))
  }

  /** What a batch was started with; `null`: it is not there, or older than the note of it. */
  settings(id: string): BatchSettings | null {
    const row = this.#settings.get(id) as { settings: string | null } | undefined
    return row?.settings == null ? null : batchSettingsSchema.parse(JSON.parse(row.settings))
  }

  saveHeld(id: string, held: boolean): void {
    this.#hold.run(held ? 1 : 0, id)
  }

  /** Changes what bounds a batch. */
  saveBounds({ id, budget, pilot }: Pick<StoredBatch, 'id' | 'budget' | 'pilot'>): void {
    this.#bounds.run(budget, pilot, id)
  }

  seal(id: string): void {
    this.#seal.run(id)
  }

  remove(id: string): void {
    this.#removeClaims.run(id)
    this.#remove.run(id)
  }

  /** Counts a finished file as this batch's own. */
  claim(id: string, path: string): void {
    this.#claim.run(id, path)
  }

  /** Drops batches that were never sealed, with all that was written ahead for them. */
  dropUnsealed(): void {
    for (const { id } of this.#unsealed.all() as { id: string }[]) {
      this.#dropOutputs.run(id)
      this.#dropSpecs.run(id)
      this.#dropJobs.run(id)
      this.remove(id)
    }
  }
}
