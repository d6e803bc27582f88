import { renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { AppError } from '../../core/errors'
import { isMissing, systemCode } from './system-code'

/** An open SQLite file. */
export type Database = InstanceType<typeof DatabaseSync>

/** SQLite's primary result codes that this program tells apart (sqlite.org/rescode.html). */
export const sqliteCodes = { busy: 5, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const

/** SQLite's primary result code of a failed call, if it is one. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined
  return error.errcode & 0xff
}

/** Whether the file itself is not a sound SQLite file. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === sqliteCodes.corrupt || code === sqliteCodes.notADatabase
}

/** A failed call on a store as an `AppError`: `state-unreadable` for damage, `state-unwritable` for the disk. */
export function storeError(error: unknown, file: string): AppError {
  if (error instanceof AppError) return error
  if (isDamage(error)) return new AppError('state-unreadable', `The store ${file} is damaged.`, { cause: error })
  const reason = error instanceof Error ? error.message : String(error)
  const full = sqliteCode(error) === sqliteCodes.full
  const message = full
    ? `The disk with the store ${file} is full. Make space, then go on.`
    : `The store ${file} cannot be used: ${reason}.`
  return new AppError('state-unwritable', message, { cause: error })
}

export interface OpenDatabaseOptions {
  /** The schema, one step per entry, each in a transaction of its own. Steps are only ever added. */
  readonly migrations: readonly string[]
  /** Default false; true: the file is left as it is. */
  readonly readOnly?: boolean
}

/**
 * Opens a SQLite file in WAL mode and brings its schema up to date; `user_version` counts the steps it has been through.
 * @throws {AppError} `state-unreadable` when a newer version wrote it; errors of SQLite pass through.
 */
export function openDatabase(file: string, options: OpenDatabaseOptions): Database {
  const { migrations, readOnly = false } = options
  const database = new DatabaseSync(file, { readOnly, timeout: 5000 })
  try {
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
    if (version > migrations.length) {
      const message = `The store ${file} was written by a newer version of Outframe. Update Outframe to use it.`
      throw new AppError('state-unreadable', message)
    }
    if (readOnly) return database
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    for (const [index, sql] of migrations.entries()) {
      if (index >= version) database.exec(`BEGIN IMMEDIATE; ${sql}; PRAGMA user_version = ${index + 1}; COMMIT`)
    }
    return database
  } catch (error) {
    closeDatabase(database)
    throw error
  }
}

/**
 * Closes a SQLite file. A prepared statement, and with it the connection, lives on until it is collected: the file is
 * taken out of WAL mode first, so that no journal is left and none is deleted by name at some later time, when the name
 * may be another file's.
 */
export function closeDatabase(database: Database): void {
  try {
    if (database.isTransaction) database.exec('ROLLBACK')
    database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE')
  } catch {
    // Somebody reads it, or it is damaged or read-only: its journal stays for the next who opens it.
  }
  database.close()
}

/** @throws what SQLite throws for a damaged file, when it is one */
export function checkSoundness(database: Database): void {
  const { quick_check: finding } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string }
  if (finding !== 'ok') throw Object.assign(new Error(finding), { errcode: sqliteCodes.corrupt })
}

/** Whether a call failed because the file is damaged. Errors of `all` come without a code: then the file is looked at. */
export function isDamageOf(database: Database, error: unknown): boolean {
  if (isDamage(error)) return true
  if (systemCode(error) !== 'ERR_SQLITE_ERROR' || sqliteCode(error) !== undefined) return false
  try {
    checkSoundness(database)
    return false
  } catch (finding) {
    return isDamage(finding)
  }
}

/**
 * Moves a damaged file and its journals aside, under a name that says so.
 * @returns the name it has now, absolute
 */
export function keepAside(file: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-')
  const aside = join(dirname(file), `${basename(file, '.sqlite')}.damaged-${stamp}.sqlite`)
  for (const suffix of ['', '-wal', '-shm']) {
    try {
      renameSync(file + suffix, aside + suffix)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
  return aside
}
