import { existsSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { z } from 'zod'
import { AppError } from '../../core/errors'
import { makeFolder, replaceFile } from '../shared/durable'
import { sqliteCode, sqliteCodes, storeError } from '../shared/sqlite'

/** The claim of one process to a state folder. */
export interface Ownership {
  release(): Promise<void>
}

/** How long a second owner waits before it believes the first, ms: `status` holds the lock for an instant, too. */
const patience = 250

/**
 * The file that is locked. Only SQLite may ever open it: the kernel drops a process' locks on a file as soon as the
 * process closes any handle to it.
 */
function lockFile(stateDir: string): string {
  return join(stateDir, 'owner.sqlite')
}

/** Who owns it, for the words of the error; what is true is the lock. */
function noteFile(stateDir: string): string {
  return join(stateDir, 'owner.json')
}

const noteSchema = z.object({ pid: z.number().int(), since: z.number() })

/**
 * Takes a state folder for this process, by an exclusive transaction that stays open: the kernel frees it however the
 * process ends.
 * @throws {AppError} `state-owned` when another process has it; `state-unwritable` when it cannot be written.
 */
export async function takeOwnership(stateDir: string, now: number): Promise<Ownership> {
  const file = lockFile(stateDir)
  try {
    await makeFolder(stateDir)
    const lock = lockNow(file)
    try {
      await replaceFile(noteFile(stateDir), JSON.stringify({ pid: process.pid, since: now }))
    } catch (error) {
      lock.close()
      throw error
    }
    return {
      async release() {
        await rm(noteFile(stateDir), { force: true })
        lock.close()
      },
    }
  } catch (error) {
    if (sqliteCode(error) === sqliteCodes.busy) throw ownedError(stateDir)
    throw storeError(error, file)
  }
}

/** Whether a process owns the state folder now. Creates nothing. */
export function isOwned(stateDir: string): boolean {
  const file = lockFile(stateDir)
  if (!existsSync(file)) return false
  const lock = new DatabaseSync(file, { readOnly: true, timeout: 0 })
  try {
    lock.prepare('SELECT count(*) FROM sqlite_schema').get()
    return false
  } catch (error) {
    if (sqliteCode(error) === sqliteCodes.busy) return true
    throw storeError(error, file)
  } finally {
    lock.close()
  }
}

function lockNow(file: string): InstanceType<typeof DatabaseSync> {
  const lock = new DatabaseSync(file, { timeout: patience })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    throw error
  }
}

function ownedError(stateDir: string): AppError {
  const who = ownerWords(stateDir)
  const message = `Another Outframe${who} is using the queue in ${stateDir}. Close it first, or use another state folder.`
  return new AppError('state-owned', message, { retryable: true })
}

function ownerWords(stateDir: string): string {
  try {
    const { pid, since } = noteSchema.parse(JSON.parse(readFileSync(noteFile(stateDir), 'utf8')))
    return ` (process ${pid}, since ${new Date(since).toISOString()})`
  } catch {
    return ''
  }
}
