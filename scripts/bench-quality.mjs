/**
 * `npm run bench:quality [-- renders|local] [-- part of a photo's name]`: measures how good surroundings are, on the photos
 * in the folder OUTFRAME_PHOTOS, else on the samples; ends with 1 on a miss.
 */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleBenches } from './lib/bench-bundle.mjs'
import { inProject } from './lib/project.mjs'
import { Failure, heading, runScript, say } from './lib/say.mjs'
import { table } from './lib/table.mjs'

/**
 * What the bundle exports.
 * @typedef {object} Quality
 * @property {readonly string[]} halfNames
 * @property {(half: string, folder: string, part: string) => Promise<Report>} measureQuality
 * @property {(promised: Promised) => boolean} isKept
 *
 * @typedef {object} Report
 * @property {readonly string[]} header
 * @property {readonly (readonly string[])[]} rows
 * @property {readonly Promised[]} promises
 * @property {string} sheet
 *
 * @typedef {object} Promised
 * @property {string} name
 * @property {number} value
 * @property {number} limit
 * @property {boolean} [atLeast]
 * @property {string} unit
 */

await runScript(async () => {
  const bundled = await bundleBenches('outframe-quality', { main: 'quality/main.ts' })
  /** @type {Quality} */
  const { halfNames, isKept, measureQuality } = await import(pathToFileURL(path.join(bundled, 'main.js')).href)
  const asked = process.argv.slice(2)
  const halves = halfNames.filter((half) => asked[0] === half)
  const parts = halves.length > 0 ? asked.slice(1) : asked
  if (parts.length > 1) throw new Failure(`Expected one part of a photo's name, got ${parts.join(', ')}.`, 2)
  const folder = process.env.OUTFRAME_PHOTOS || inProject('assets', 'samples')
  let missed = false
  for (const half of halves.length > 0 ? halves : halfNames) {
    heading(`Surroundings: ${half}`)
    const report = await measureQuality(half, folder, parts[0] ?? '')
    const numbers = report.header.map((_, column) => column).slice(3)
    process.stdout.write(`\n${table(report.header, report.rows, numbers)}\n`)
    const rows = report.promises.map((one) => [
      one.name,
      `${one.value.toFixed(2)} ${one.unit}`,
      `${one.atLeast ? 'at least' : 'at most'} ${one.limit} ${one.unit}`,
      isKept(one) ? 'ok' : 'MISSED',
    ])
    process.stdout.write(`\n${table(['on average', 'measured', 'limit', ''], rows, [1, 2])}\n\n`)
    say(`To look at, a line for each row from the first on: ${report.sheet}`)
    missed ||= !report.promises.every(isKept)
  }
  return missed ? 1 : 0
})
