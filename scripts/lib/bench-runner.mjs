/** The process of one bench: `node bench-runner.mjs <bundled file> <index>`. It sends one `Report` to its parent. */
import { pathToFileURL } from 'node:url'

/**
 * @typedef {object} Report
 * @property {number} count how many benches the file has
 * @property {string} name
 * @property {number} limit
 * @property {string} unit
 * @property {number} value
 * @property {string} detail
 */

const [file = '', index = '0'] = process.argv.slice(2)
/** @type {{ benches: readonly (Pick<Report, 'name' | 'limit' | 'unit'> & { run(): Promise<Pick<Report, 'value' | 'detail'>> })[] }} */
const { benches } = await import(pathToFileURL(file).href)
const bench = benches[Number(index)]
if (!bench) throw new RangeError(`${file} has no bench ${index}`)
const { name, limit, unit } = bench
const { value, detail } = await bench.run()
/** @type {Report} */
const report = { count: benches.length, name, limit, unit, value, detail }
process.send?.(report, () => process.disconnect())
