import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { add, countsLine, countsOfRun, playwrightCounts, vitestCounts } from '../../../scripts/lib/test-counts.mjs'

const vitestReport = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [] }
const playwrightReport = { stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 3 }, errors: [] }

describe('the counts of a test run', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'outframe-counts-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const reportFile = async (report: unknown) => {
    const file = path.join(folder, 'report.json')
    await writeFile(file, JSON.stringify(report))
    return file
  }

  it('are those of the unit tests', () => {
    expect(vitestCounts(vitestReport)).toEqual({ passed: 7, failed: 1, skipped: 3 })
  })

  it('count a file that could not be loaded as one failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [{}] },
    ]
    expect(vitestCounts({ ...vitestReport, testResults }).failed).toBe(2)
  })

  it('count a test that passed only the second time as failed', () => {
    expect(playwrightCounts(playwrightReport)).toEqual({ passed: 5, failed: 3, skipped: 3 })
  })

  it('count an error outside of all tests as a failure', () => {
    expect(playwrightCounts({ ...playwrightReport, errors: [{}] }).failed).toBe(4)
  })

  it('have a failure when the runner ended badly without naming one', async () => {
    const file = await reportFile({ ...vitestReport, numFailedTests: 0 })
    expect(countsOfRun(1, file, vitestCounts)).toEqual({ passed: 7, failed: 1, skipped: 3 })
    expect(countsOfRun(0, file, vitestCounts)).toEqual({ passed: 7, failed: 0, skipped: 3 })
  })

  it('have a failure when nothing ran or no report was written', async () => {
    const file = await reportFile({ ...vitestReport, numPassedTests: 0, numFailedTests: 0 })
    expect(countsOfRun(0, file, vitestCounts).failed).toBe(1)
    expect(countsOfRun(0, path.join(folder, 'none.json'), vitestCounts)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  it('are added over the suites and said in one line', () => {
    const sum = add({ passed: 2, failed: 0, skipped: 0 }, { passed: 3, failed: 1, skipped: 0 })
    expect(countsLine(sum)).toBe('5 passed, 1 failed')
    expect(countsLine({ ...sum, skipped: 4 })).toBe('5 passed, 1 failed, 4 skipped')
  })
})
