import type { Database } from '../../shared/sqlite'

/** What tells that a file's bytes are still the same without reading them. All as text: the numbers exceed 2^53. */
export interface FileIdentity {
  readonly bytes: string
  /** ns since 1970. */
  readonly modified: string
  readonly inode: string
}

/** How many photos' hashes are kept. */
const kept = 200_000

/** The table of content hashes of photos. */
export class PhotoHashTable {
  readonly #find
  readonly #save
  readonly #prune

  constructor(database: Database) {
    this.#find = database.prepare(
      'SELECT sha256 FROM photo_hashes WHERE path = ? AND bytes = ? AND modified = ? AND inode = ?',
    )
    this.#save = database.prepare(
      'INSERT OR REPLACE INTO photo_hashes (path, bytes, modified, inode, sha256) VALUES (?, ?, ?, ?, ?)',
    )
    this.#prune = database.prepare(
      'DELETE FROM photo_hashes WHERE number <= (SELECT max(number) FROM photo_hashes) - ?',
    )
  }

  find(path: string, file: FileIdentity): string | null {
    const row = this.#find.get(path, file.bytes, file.modified, file.inode) as { sha256: string } | undefined
    return row?.sha256 ?? null
  }

  save(path: string, file: FileIdentity, sha256: string): void {
    this.#save.run(path, file.bytes, file.modified, file.inode, sha256)
  }

  /** Forgets the oldest beyond what is kept. */
  prune(): void {
    this.#prune.run(kept)
  }
}
