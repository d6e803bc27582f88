/**
 * `npm test`: everything; `npm test -- unit|e2e|packaged [arguments of the runner]`: one suite.
 * Installs what is missing, builds when the sources are newer, and ends with a line for each failure
 * and `N passed, N failed` over all of it.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { bootstrap } from './lib/bootstrap.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { runPlaywright } from './lib/playwright.mjs'
import { run } from './lib/processes.mjs'
import { inProject } from './lib/project.mjs'
import { Failure, heading, runScript, say } from './lib/say.mjs'
import {
  add,
  countsLine,
  noTests,
  outcomeOfRun,
  playwrightCounts,
  playwrightFailures,
  vitestCounts,
  vitestFailures,
} from './lib/test-counts.mjs'

/** @typedef {ReturnType<typeof outcomeOfRun>} Outcome */

/** @param {string} suite an emptied place for its report */
function reportFile(suite) {
  const file = inProject('test-results', `${suite}.json`)
  mkdirSync(inProject('test-results'), { recursive: true })
  rmSync(file, { force: true })
  return file
}

/** Unit and integration tests. @param {string[]} args @returns {Promise<Outcome>} */
async function unit(args) {
  const report = reportFile('unit')
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run(process.execPath, [vitest, 'run', '--config', 'test/vitest.config.ts', ...reporters, ...args])
  return outcomeOfRun(code, report, { countsOf: vitestCounts, failuresOf: vitestFailures })
}

/**
 * Tests in the real Electron.
 * @param {'e2e' | 'packaged'} project of playwright.config.ts
 * @param {string[]} args
 * @returns {Promise<Outcome>}
 */
async function electron(project, args) {
  const report = reportFile(project)
  const code = await runPlaywright(project, ['--reporter=list,json', ...args], { PLAYWRIGHT_JSON_OUTPUT_FILE: report })
  return outcomeOfRun(code, report, { countsOf: playwrightCounts, failuresOf: playwrightFailures })
}

/** @type {Record<string, { title: string, byDefault: boolean, run: (args: string[]) => Promise<Outcome> }>} */
const suites = {
  unit: { title: 'Unit and integration tests', byDefault: true, run: unit },
  e2e: { title: 'Tests in Electron', byDefault: true, run: (args) => electron('e2e', args) },
  packaged: { title: 'Tests of the packaged program', byDefault: false, run: (args) => electron('packaged', args) },
}

await runScript(async () => {
  const [name, ...args] = process.argv.slice(2)
  const chosen = name === undefined ? undefined : suites[name]
  if (name !== undefined && !chosen)
    throw new Failure(`There is no suite ${name}: choose ${Object.keys(suites).join(', ')}, or none for all.`, 2)
  await bootstrap()
  await ensureBuilt()
  let counts = noTests
  /** @type {string[]} */
  const failures = []
  for (const suite of chosen ? [chosen] : Object.values(suites).filter(({ byDefault }) => byDefault)) {
    heading(suite.title)
    const outcome = await suite.run(args)
    counts = add(counts, outcome.counts)
    failures.push(...outcome.failures)
  }
  say(['', ...failures, ''].join('\n'))
  process.stdout.write(`${countsLine(counts)}\n`)
  return counts.failed === 0 ? 0 : 1
})
