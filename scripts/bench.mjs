/** `npm run bench [-- part of a file's name]`: measures what is promised about speed and memory; ends with 1 on a miss. */
import { fork } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bundleBenches } from './lib/bench-bundle.mjs'
import { bootstrapElectron } from './lib/bootstrap.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { withDisplay } from './lib/display.mjs'
import { inProject, root } from './lib/project.mjs'
import { Failure, heading, runScript, say } from './lib/say.mjs'
import { table } from './lib/table.mjs'

/** @typedef {import('./lib/bench-runner.mjs').Report} Report */

const runner = inProject('scripts', 'lib', 'bench-runner.mjs')

/**
 * @param {string} file
 * @param {number} index
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Report>}
 */
function measure(file, index, env) {
  return new Promise((resolve) => {
    const child = fork(runner, [file, String(index)], {
      cwd: root,
      env: { ...process.env, ...env },
      execArgv: ['--expose-gc', '--enable-source-maps'],
    })
    child.once('message', (/** @type {Report} */ report) => resolve(report))
    child.once('exit', (code) => {
      const detail = `ended with ${code} before it had measured anything`
      resolve({ count: 0, name: `${path.basename(file)}, ${index + 1}`, limit: 0, unit: '', value: Number.NaN, detail })
    })
  })
}

/**
 * A bench that ends without a measurement is a miss, and the last of its file; the other files go on.
 * @param {readonly string[]} files
 * @param {NodeJS.ProcessEnv} env
 */
async function measureAll(files, env) {
  /** @type {Report[]} */
  const reports = []
  for (const file of files) {
    for (let index = 0, count = 1; index < count; index += 1) {
      const report = await measure(file, index, env)
      count = report.count
      say(`${report.name}: ${report.detail}`)
      reports.push(report)
    }
  }
  return reports
}

/** @param {Report} report */
const isKept = ({ value, limit }) => value <= limit

await runScript(async () => {
  await bootstrapElectron()
  await ensureBuilt()
  const [part = ''] = process.argv.slice(2)
  const files = await readdir(inProject('test', 'bench'))
  const names = files
    .filter((file) => file.endsWith('.bench.ts') && file.includes(part))
    .map((file) => path.basename(file, '.ts'))
  if (names.length === 0) throw new Failure(`There is no bench named like ${part}.`, 2)
  const bundled = await bundleBenches('outframe-bench', Object.fromEntries(names.map((name) => [name, `${name}.ts`])))
  const runs = names.sort().map((name) => path.join(bundled, `${name}.js`))
  heading('Measuring')
  // What one bench leaves for the others of this run: a batch of minutes is measured once for all its numbers.
  const shared = await mkdtemp(path.join(tmpdir(), 'outframe-bench-run-'))
  const reports = await withDisplay((env) => measureAll(runs, { ...env, OUTFRAME_BENCH_RUN: shared })).finally(() =>
    rm(shared, { recursive: true, force: true }),
  )
  const rows = reports.map((report) => [
    report.name,
    `${report.value.toFixed(2)} ${report.unit}`,
    `${report.limit} ${report.unit}`,
    isKept(report) ? 'ok' : 'MISSED',
  ])
  process.stdout.write(`\n${table(['name', 'measured', 'limit', ''], rows, [1, 2])}\n`)
  return reports.every(isKept) ? 0 : 1
})
