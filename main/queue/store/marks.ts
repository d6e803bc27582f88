import { z } from 'zod'
import { type ColourLabel, colourLabelSchema, type Mark, markSchema, type ResultRef } from '../../../core/gallery'
import type { Database } from '../../shared/sqlite'

const labelledSchema = z.union([colourLabelSchema, z.literal('none')]).nullable()

/** A mark as it is stored. */
export interface StoredMark extends ResultRef {
  readonly mark: Mark
  /** The rating that the file's metadata has by us; `null`: none was written yet. */
  readonly rated: number | null
  /** The label that it has by us; `none`: taken away by us; `null`: we wrote none yet. */
  readonly labelled: ColourLabel | 'none' | null
}

interface MarkRow extends ResultRef {
  readonly flag: string | null
  readonly stars: number
  readonly colour: string | null
  readonly rated: number | null
  readonly labelled: string | null
}

/** The table of marks. Callers bring the transaction. */
export class MarkTable {
  readonly #all
  readonly #save
  readonly #remove
  readonly #prune

  constructor(database: Database) {
    this.#all = database.prepare('SELECT job_id AS job, variation, flag, stars, colour, rated, labelled FROM marks')
    this.#save = database.prepare(
      'INSERT OR REPLACE INTO marks (job_id, variation, flag, stars, colour, rated, labelled) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    this.#remove = database.prepare('DELETE FROM marks WHERE job_id = ? AND variation = ?')
    this.#prune = database.prepare('DELETE FROM marks WHERE job_id NOT IN (SELECT id FROM jobs)')
  }

  all(): StoredMark[] {
    return (this.#all.all() as MarkRow[]).map(({ job, variation, rated, labelled, ...mark }) => ({
      job,
      variation,
      mark: markSchema.parse(mark),
      rated,
      labelled: labelledSchema.parse(labelled),
    }))
  }

  save({ job, variation, mark, rated, labelled }: StoredMark): void {
    this.#save.run(job, variation, mark.flag, mark.stars, mark.colour, rated, labelled)
  }

  remove({ job, variation }: ResultRef): void {
    this.#remove.run(job, variation)
  }

  /** Forgets marks of jobs that are gone. */
  prune(): void {
    this.#prune.run()
  }
}
