import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JobView } from '../../../core/queue'
import { type ReportRow, reportColumns } from '../../../core/report'
import { reportRows, writeReport } from '../../../main/queue/report'
import { job } from '../renderer/fixtures'
import { temporaryFolder } from './world'

/** A queue's answers about some jobs. */
function rows(jobs: readonly JobView[], batch: string | null = null) {
  const batches = [{ id: 'batch', createdAt: Date.parse('2026-03-13T10:00:00Z') }]
  const snapshot = () => ({ jobs: [...jobs], batches }) as never
  return reportRows({ snapshot, taskIds: (id) => [`task-${id}`, 'task-2'] }, batch)
}

/** RFC 4180, read back: records of fields. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [[]]
  let field = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (quoted) {
      if (sign !== '"') field += sign
      else if (text[at + 1] === '"') {
        field += '"'
        at++
      } else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === ',' || (sign === '\r' && text[at + 1] === '\n')) {
      records.at(-1)?.push(field)
      field = ''
      if (sign === '\r') {
        records.push([])
        at++
      }
    } else field += sign
  }
  return records.slice(0, -1)
}

test('a table has a line for each job, and quotes what needs it', async () => {
  const file = join(await temporaryFolder(), 'report.csv')
  const nasty = job('a', 'done', {
    source: '/shoot/say "hi", please\n.jpg',
    prompt: '=HYPERLINK("http://x.example")',
    engine: 'kling',
    units: 2,
    startedAt: 1000,
    finishedAt: 3500,
    outputs: [
      { path: '/out/a_v1.jpg', variation: 1 },
      { path: '/out/a_v2.jpg', variation: 2 },
    ],
  })
  const failed = job('b', 'failed', { source: '-b.jpg', error: { code: 'file-empty', message: '湖 is empty' } })
  expect(await writeReport(file, rows([nasty, failed]), 'csv')).toBe(2)
  const bytes = await readFile(file)
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const [header, first, second, ...more] = parseCsv(bytes.subarray(3).toString())
  expect(header).toEqual(reportColumns)
  expect(more).toEqual([])
  const of = (record: readonly string[] | undefined, column: keyof ReportRow) => record?.[reportColumns.indexOf(column)]
  expect(of(first, 'source')).toBe('/shoot/say "hi", please\n.jpg')
  expect(of(first, 'outputs')).toBe('/out/a_v1.jpg\n/out/a_v2.jpg')
  expect(of(first, 'taskIds')).toBe('task-a\ntask-2')
  expect(of(first, 'seconds')).toBe('2.5')
  expect(of(first, 'addedAt')).toBe('2026-03-13T10:00:00.000Z')
  expect(of(second, 'errorMessage')).toBe('湖 is empty')
  expect(of(second, 'taskIds')).toBe('')
  expect(of(second, 'skipped')).toBe('false')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
  'what a spreadsheet takes for a formula is text: %j',
  async (text) => {
    const file = join(await temporaryFolder(), 'report.csv')
    await writeReport(file, rows([job('a', 'done', { prompt: text })]), 'csv')
    const [, record] = parseCsv((await readFile(file)).subarray(3).toString())
    expect(record?.[reportColumns.indexOf('prompt')]).toBe(`'${text}`)
  },
)

test('a list holds what the table holds, of one batch or of none', async () => {
  const file = join(await temporaryFolder(), 'report.json')
  const jobs = [job('a', 'done'), job('b', 'queued', { batchId: 'other' })]
  expect(await writeReport(file, rows(jobs, 'batch'), 'json')).toBe(1)
  const read = JSON.parse(await readFile(file, 'utf8'))
  expect(read).toHaveLength(1)
  expect(Object.keys(read[0])).toEqual(reportColumns)
  expect(read[0]).toMatchObject({ source: '/shoot/a.jpg', outputs: ['/shoot/outframe/a_16x9.jpg'], state: 'done' })
  await writeReport(file, rows([]), 'json')
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([])
})

test('ten thousand jobs are written, and leave nothing beside the report', async () => {
  const folder = await temporaryFolder()
  const jobs = Array.from({ length: 10_000 }, (_, at) => job(String(at), 'done'))
  expect(await writeReport(join(folder, 'all.csv'), rows(jobs), 'csv')).toBe(10_000)
  expect(await readdir(folder)).toEqual(['all.csv'])
})

test('a report that cannot be written says so, and what was there stays', async () => {
  const folder = await temporaryFolder()
  const there = join(folder, 'there.csv')
  await writeFile(there, 'as it was')
  async function* broken(): AsyncGenerator<ReportRow> {
    for await (const row of rows([job('a', 'done')])) yield row
    throw new RangeError('no more')
  }
  await expect(writeReport(there, broken(), 'csv')).rejects.toMatchObject({ code: 'output-unwritable' })
  expect(await readFile(there, 'utf8')).toBe('as it was')
  expect(await readdir(folder)).toEqual(['there.csv'])
  const nowhere = join(folder, 'missing', 'a.csv')
  await expect(writeReport(nowhere, rows([]), 'csv')).rejects.toMatchObject({ code: 'output-unwritable' })
})
