import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import { AppError } from '../../core/errors'
import { type ReportFormat, type ReportRow, reportColumns, reportRow } from '../../core/report'
import { breather } from '../shared/breather'
import type { Queue } from './types'

/** A batch's jobs, or all (`null`), in the queue's order, one after another: thousands are never in memory twice. */
export async function* reportRows(
  queue: Pick<Queue, 'snapshot' | 'taskIds'>,
  batch: string | null,
): AsyncGenerator<ReportRow> {
  const { jobs, batches } = queue.snapshot()
  const addedAt = new Map(batches.map(({ id, createdAt }) => [id, createdAt]))
  const breathe = breather()
  for (const job of jobs) {
    if (batch !== null && job.batchId !== batch) continue
    await breathe()
    const taskIds = job.engine === 'local' ? [] : queue.taskIds(job.id)
    yield reportRow(job, taskIds, addedAt.get(job.batchId) ?? null)
  }
}

/**
 * Writes a report as a stream, beside its place first: what was there is replaced whole or not at all. Whoever asks for it
 * has asked whether that may be.
 * @returns how many jobs it holds
 * @throws {AppError} `output-unwritable`
 */
export async function writeReport(file: string, rows: AsyncIterable<ReportRow>, format: ReportFormat): Promise<number> {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.part`)
  let jobs = 0
  async function* counted() {
    for await (const row of rows) {
      jobs += 1
      yield row
    }
  }
  try {
    const target = createWriteStream(temporary, { flags: 'wx' })
    if (format === 'csv') await pipeline(Readable.from(counted()), csvStream(), target)
    else await pipeline(Readable.from(jsonText(counted())), target)
    await rename(temporary, file)
    return jobs
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('output-unwritable', `The report ${file} could not be written: ${reason}`, { cause: error })
  }
}

/**
 * RFC 4180, with the byte order mark by which Excel knows UTF-8. What a spreadsheet would take for a formula (a file may be
 * called `=cmd|…`) gets an apostrophe in front, by which it takes it for text.
 */
function csvStream() {
  return stringify({
    bom: true,
    header: true,
    columns: reportColumns.map((key) => ({ key, header: key })),
    record_delimiter: '\r\n',
    escape_formulas: true,
    cast: {
      boolean: (value) => (value ? 'true' : 'false'),
      object: (value) => (Array.isArray(value) ? value.join('\n') : JSON.stringify(value)),
    },
  })
}

async function* jsonText(rows: AsyncIterable<ReportRow>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const row of rows) {
    yield `${before}${JSON.stringify(row)}`
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}
