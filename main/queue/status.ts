import { existsSync } from 'node:fs'
import type { StatusLine } from '../../core/cli-schema'
import { type BlockedReason, type JobState, jobStates } from '../../core/job'
import type { EngineId } from '../../core/limits'
import { closeDatabase, type Database, openDatabase, storeError } from '../shared/sqlite'
import { isOwned } from './owner'
import { migrations } from './store/schema'
import { storeFile } from './store/store'

/**
 * What the queue of a state folder holds, whoever owns it. Only reads; a folder that is not there has an empty queue.
 * @throws {AppError} `state-unreadable` when the store is damaged or from a newer version
 */
export function readQueueStatus(stateDir: string): StatusLine {
  const file = storeFile(stateDir)
  if (!existsSync(file)) return statusLine(stateDir, false, [])
  try {
    const owned = isOwned(stateDir)
    const database = openDatabase(file, { migrations, readOnly: true })
    try {
      return statusLine(stateDir, owned, readCounts(database))
    } finally {
      closeDatabase(database)
    }
  } catch (error) {
    throw storeError(error, file)
  }
}

/** Jobs of a batch that are alike. */
interface JobCount {
  readonly batchId: string
  readonly createdAt: number
  readonly engine: EngineId
  readonly state: JobState
  readonly reason: BlockedReason | null
  readonly jobs: number
  readonly units: number
}

function readCounts(database: Database): readonly JobCount[] {
  const sql = `SELECT batches.id AS batchId, created_at AS createdAt, engine, state, reason, count(*) AS jobs,
      sum(units) AS units
    FROM batches JOIN jobs ON jobs.batch_id = batches.id WHERE sealed = 1
    GROUP BY batches.id, state, reason ORDER BY created_at, batches.id`
  return database.prepare(sql).all() as JobCount[]
}

function statusLine(state: string, owned: boolean, rows: readonly JobCount[]): StatusLine {
  const blocked: StatusLine['blocked'] = {}
  for (const { reason, jobs } of rows) if (reason) blocked[reason] = (blocked[reason] ?? 0) + jobs
  const batchIds = [...new Set(rows.map((row) => row.batchId))]
  return {
    event: 'status',
    state,
    owned,
    counts: countStates(rows),
    blocked,
    units: rows.reduce((sum, row) => sum + row.units, 0),
    batches: batchIds.flatMap((id) => {
      const own = rows.filter((row) => row.batchId === id)
      const [first] = own
      return first ? [{ id, createdAt: first.createdAt, engine: first.engine, counts: countStates(own) }] : []
    }),
  }
}

function countStates(rows: readonly JobCount[]): Record<JobState, number> {
  const counts = Object.fromEntries(jobStates.map((state) => [state, 0])) as Record<JobState, number>
  for (const { state, jobs } of rows) counts[state] += jobs
  return counts
}
