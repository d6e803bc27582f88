import type { Database } from '../../shared/sqlite'

/** The table of output folders that are known to have been there. Callers bring the transaction. */
export class RootTable {
  readonly #find
  readonly #add
  readonly #remove

  constructor(database: Database) {
    this.#find = database.prepare('SELECT 1 FROM output_roots WHERE path = ?')
    this.#add = database.prepare('INSERT OR IGNORE INTO output_roots (path) VALUES (?)')
    this.#remove = database.prepare('DELETE FROM output_roots WHERE path = ?')
  }

  has(path: string): boolean {
    return this.#find.get(path) !== undefined
  }

  add(path: string): void {
    this.#add.run(path)
  }

  remove(path: string): void {
    this.#remove.run(path)
  }
}
