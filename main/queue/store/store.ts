import { join } from 'node:path'
import { AppError } from '../../../core/errors'
import {
  checkSoundness,
  closeDatabase,
  type Database,
  isDamage,
  isDamageOf,
  keepAside,
  openDatabase,
  storeError,
} from '../../shared/sqlite'
import { systemCode } from '../../shared/system-code'
import { BatchTable } from './batches'
import { CreateTable } from './creates'
import { JobTable } from './jobs'
import { MarkTable } from './marks'
import { OutputTable } from './outputs'
import { PhotoHashTable } from './photo-hashes'
import { ProofTable } from './proofs'
import { RenderTable } from './renders'
import { RootTable } from './roots'
import { migrations } from './schema'

/** The store's file in a state folder. */
export function storeFile(stateDir: string): string {
  return join(stateDir, 'queue.sqlite')
}

/**
 * All that the queue remembers, in one SQLite file. Reading needs no transaction; writing is done inside `durably` or
 * `lightly`.
 */
export class Store {
  readonly jobs: JobTable
  readonly outputs: OutputTable
  readonly batches: BatchTable
  readonly hashes: PhotoHashTable
  readonly roots: RootTable
  readonly creates: CreateTable
  readonly renders: RenderTable
  readonly proofs: ProofTable
  readonly marks: MarkTable
  readonly #stateDir: string
  readonly #file: string
  readonly #database: Database
  #synced = true
  #damaged = false

  private constructor(stateDir: string, database: Database) {
    this.#stateDir = stateDir
    this.#file = storeFile(stateDir)
    this.#database = database
    this.jobs = new JobTable(database)
    this.outputs = new OutputTable(database)
    this.batches = new BatchTable(database)
    this.hashes = new PhotoHashTable(database)
    this.roots = new RootTable(database)
    this.creates = new CreateTable(database)
    this.renders = new RenderTable(database)
    this.proofs = new ProofTable(database)
    this.marks = new MarkTable(database)
  }

  /**
   * Opens the store of a state folder, created when missing. Only its owner may.
   * @throws {AppError} `state-unreadable` when it is damaged (then it is kept aside, and the next start begins with an
   * empty one) or was written by a newer version; `state-unwritable` when the disk does not let it be used.
   */
  static open(stateDir: string, now: number): Store {
    const file = storeFile(stateDir)
    try {
      const database = openDatabase(file, { migrations })
      try {
        const store = new Store(stateDir, database)
        if (!store.endedCleanly()) checkSoundness(database)
        return store
      } catch (error) {
        closeDatabase(database)
        throw error
      }
    } catch (error) {
      throw isDamage(error) ? putAside(stateDir, error, now) : storeError(error, file)
    }
  }

  /** Makes what `write` changes survive a power cut, whole or not at all. */
  durably<T>(write: () => T): T {
    return this.#transaction(write, true)
  }

  /** Makes what `write` changes survive the end of this process, whole or not at all; a power cut may undo it. */
  lightly<T>(write: () => T): T {
    return this.#transaction(write, false)
  }

  /** Runs `read` and maps what fails; rows that do not hold what they should are damage, too. */
  reading<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      throw this.#failure(error, systemCode(error) !== 'ERR_SQLITE_ERROR')
    }
  }

  /** Whether the last owner ended by closing the store, and met no damage; the first start counts as clean. */
  endedCleanly(): boolean {
    const row = this.#database.prepare("SELECT value FROM meta WHERE name = 'open'").get()
    return row === undefined
  }

  /** Notes that the store is in use, until it is closed. */
  noteOpen(): void {
    this.durably(() => this.#database.exec("INSERT OR REPLACE INTO meta (name, value) VALUES ('open', '1')"))
  }

  /** Closes it. One in which damage was met is looked through at the next start. */
  close(): void {
    try {
      if (!this.#damaged) this.durably(() => this.#database.exec("DELETE FROM meta WHERE name = 'open'"))
    } finally {
      closeDatabase(this.#database)
    }
  }

  /** Closes it as a crash would: the next start looks through it. */
  abandon(): void {
    if (this.#database.isOpen) closeDatabase(this.#database)
  }

  /** Closes a store in which something is not what it should be, and puts its file aside. */
  condemn(cause: unknown, now: number): AppError {
    this.abandon()
    return putAside(this.#stateDir, cause, now)
  }

  #transaction<T>(write: () => T, synced: boolean): T {
    try {
      this.#sync(synced)
      this.#database.exec('BEGIN IMMEDIATE')
      const result = write()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw this.#failure(error)
    }
  }

  #failure(error: unknown, damaged = false): AppError {
    if (error instanceof AppError) return error
    if (!damaged && !isDamageOf(this.#database, error)) return storeError(error, this.#file)
    this.#damaged = true
    return new AppError('state-unreadable', `The queue's store ${this.#file} is damaged.`, { cause: error })
  }

  /** FULL syncs the journal on every commit, NORMAL leaves that to the next FULL one. */
  #sync(synced: boolean): void {
    if (this.#synced === synced) return
    this.#database.exec(`PRAGMA synchronous = ${synced ? 'FULL' : 'NORMAL'}`)
    this.#synced = synced
  }
}

function putAside(stateDir: string, cause: unknown, now: number): AppError {
  const aside = keepAside(storeFile(stateDir), now)
  const message =
    `The queue's store was damaged. It is kept as ${aside}; start again to begin with an empty queue. ` +
    'Photos and finished outputs are not touched.'
  return new AppError('state-unreadable', message, { cause })
}
