import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProject } from '../../../scripts/lib/project.mjs'
import {
  add,
  countsLine,
  outcomeOfRun,
  playwrightCounts,
  playwrightFailures,
  vitestCounts,
  vitestFailures,
} from '../../../scripts/lib/test-counts.mjs'

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

  const vitest = { countsOf: vitestCounts, failuresOf: vitestFailures }

  it('have a failure when the runner ended badly without naming one', async () => {
    const file = await reportFile({ ...vitestReport, numFailedTests: 0 })
    expect(outcomeOfRun(1, file, vitest)).toEqual({
      counts: { passed: 7, failed: 1, skipped: 3 },
      failures: ['✗ the runner ended with 1 and named no test'],
    })
    expect(outcomeOfRun(0, file, vitest)).toEqual({ counts: { passed: 7, failed: 0, skipped: 3 }, failures: [] })
  })

  it('have a failure when nothing ran or no report was written', async () => {
    const nothing = { counts: { passed: 0, failed: 1, skipped: 0 }, failures: ['✗ no test ran'] }
    const file = await reportFile({
      ...vitestReport,
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
    })
    expect(outcomeOfRun(0, file, vitest)).toEqual(nothing)
    expect(outcomeOfRun(0, path.join(folder, 'none.json'), vitest)).toEqual(nothing)
  })

  it('are added over the suites and said in one line', () => {
    const sum = add({ passed: 2, failed: 0, skipped: 0 }, { passed: 3, failed: 1, skipped: 0 })
    expect(countsLine(sum)).toBe('5 passed, 1 failed')
    expect(countsLine({ ...sum, skipped: 4 })).toBe('5 passed, 1 failed, 4 skipped')
  })
})

describe('the failures of a test run', () => {
  it('are named by file and title, with the first line of the reason in plain text', () => {
    const name = inProject('test/unit/core/a.test.ts')
    const failed = {
      status: 'failed',
      fullName: 'a sum adds',
      failureMessages: ['\u001b[31mexpected 1 to be 2\u001b[0m\n  at …'],
    }
    const testResults = [
      { name, status: 'failed', assertionResults: [failed, { status: 'passed', fullName: 'a sum is' }] },
      { name, status: 'failed', message: 'cannot be loaded', assertionResults: [] },
    ]
    expect(vitestFailures({ testResults })).toEqual([
      '✗ test/unit/core/a.test.ts › a sum adds: expected 1 to be 2',
      '✗ test/unit/core/a.test.ts: cannot be loaded',
    ])
  })

  it('are found in groups of tests too, with those that passed only the second time', () => {
    const spec = (title: string, status: string, errors: { message: string }[]) => ({
      title,
      tests: [{ status, results: [{ errors }] }],
    })
    const group = { title: 'group', file: 'a.e2e.ts', specs: [spec('opens', 'unexpected', [{ message: 'timed out' }])] }
    const specs = [spec('starts', 'expected', []), spec('closes', 'flaky', [{ message: 'gone' }])]
    const suites = [{ title: 'a.e2e.ts', file: 'a.e2e.ts', specs, suites: [group] }]
    expect(playwrightFailures({ suites, errors: [{ message: 'no display' }] })).toEqual([
      '✗ a.e2e.ts › closes: gone',
      '✗ a.e2e.ts › opens: timed out',
      '✗ outside of all tests: no display',
    ])
  })
})
