import { readFileSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { inProject } from './project.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const noTests = { passed: 0, failed: 0, skipped: 0 }

/** @param {Counts} a @param {Counts} b @returns {Counts} */
export function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/** The line that ends a run. @param {Counts} counts */
export function countsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * Vitest's JSON report. A file that could not even be loaded has no tests in it and counts as one failure.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: readonly { status: string, assertionResults: readonly unknown[] }[] }} report
 * @returns {Counts}
 */
export function vitestCounts(report) {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * Playwright's JSON report. A test that passed only when tried again has failed.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: readonly unknown[] }} report
 * @returns {Counts}
 */
export function playwrightCounts({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}

/** @param {string} place @param {string} title @param {string | undefined} message */
function failureLine(place, title, message) {
  const [reason] = stripVTControlCharacters(message ?? '').split('\n')
  return `✗ ${[place, title].filter(Boolean).join(' › ')}${reason ? `: ${reason}` : ''}`
}

/**
 * A line for each failure in Vitest's JSON report: which test of which file, and why.
 * @param {{ testResults: readonly { name: string, status: string, message?: string,
 *   assertionResults: readonly { status: string, fullName: string, failureMessages?: readonly string[] }[] }[] }} report
 * @returns {string[]}
 */
export function vitestFailures({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(inProject(), name)
    if (status === 'failed' && assertionResults.length === 0) return [failureLine(file, '', message)]
    return assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => failureLine(file, test.fullName, test.failureMessages?.[0]))
  })
}

/**
 * A line for each failure in Playwright's JSON report.
 * @typedef {{ title: string, file: string, specs?: readonly { title: string, tests: readonly { status: string,
 *   results: readonly { errors: readonly { message?: string }[] }[] }[] }[], suites?: readonly PlaywrightSuite[] }} PlaywrightSuite
 * @param {{ suites: readonly PlaywrightSuite[], errors: readonly { message?: string }[] }} report
 * @returns {string[]}
 */
export function playwrightFailures({ suites, errors }) {
  /** @param {PlaywrightSuite} suite @returns {string[]} */
  const ofSuite = ({ file, specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ title, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ results }) => failureLine(file, title, results.flatMap((result) => result.errors)[0]?.message)),
    ),
    ...inner.flatMap(ofSuite),
  ]
  return [...suites.flatMap(ofSuite), ...errors.map(({ message }) => failureLine('', 'outside of all tests', message))]
}

/**
 * What a run amounts to: its report's counts, with a failure added where it ended badly without naming one, or ran nothing;
 * and a line for each failure.
 * @param {number} exitCode
 * @param {string} file the JSON report
 * @param {{ countsOf: (report: any) => Counts, failuresOf: (report: any) => string[] }} reading of such a report
 * @returns {{ counts: Counts, failures: string[] }}
 */
export function outcomeOfRun(exitCode, file, { countsOf, failuresOf }) {
  /** @type {{ counts: Counts, failures: string[] }} */
  let outcome = { counts: noTests, failures: [] }
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    outcome = { counts: countsOf(report), failures: failuresOf(report) }
  } catch {
    // the runner ended before it wrote one
  }
  const { counts, failures } = outcome
  if (counts.failed > 0 || (exitCode === 0 && counts.passed > 0)) return outcome
  const reason = exitCode === 0 ? 'no test ran' : `the runner ended with ${exitCode} and named no test`
  return { counts: { ...counts, failed: 1 }, failures: [...failures, `✗ ${reason}`] }
}
