/**
 * `npm run demo`: the sample photos expanded to three shapes by the local engine, through the command line. Needs no
 * key, no network and no display. Each run writes into a new numbered folder of demo-output.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { bootstrap } from './lib/bootstrap.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { exitCodeOf } from './lib/processes.mjs'
import { inProject } from './lib/project.mjs'
import { Failure, runScript, say } from './lib/say.mjs'
import { table } from './lib/table.mjs'

const ratios = ['16:9', '4:5', '1:1']
const samples = inProject('assets', 'samples')

/** @typedef {{ source: string, ratio: string, file: string, seconds: number }} Made */

/** The next free number below demo-output. */
async function newFolder() {
  const parent = inProject('demo-output')
  await mkdir(parent, { recursive: true })
  const taken = (await readdir(parent)).map(Number).filter(Number.isInteger)
  const folder = path.join(parent, String(Math.max(0, ...taken) + 1))
  await mkdir(folder)
  return folder
}

/**
 * One run of the command line. A photo's time is from the start of its work to its finished file.
 * @param {string} ratio
 * @param {string} out
 * @param {string} home
 * @returns {Promise<Made[]>}
 */
async function expand(ratio, out, home) {
  const args = ['expand', samples, '--ratio', ratio, '--engine', 'local', '--out', out, '--json']
  const child = spawn(process.execPath, [inProject('out', 'main', 'cli.js'), ...args], {
    env: { ...process.env, OUTFRAME_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  /** @type {Map<string, number>} */
  const startedAt = new Map()
  /** @type {Made[]} */
  const made = []
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line)
    if (event.event !== 'job') continue
    if (event.state === 'preparing') startedAt.set(event.id, performance.now())
    if (event.state !== 'done') continue
    const seconds = (performance.now() - (startedAt.get(event.id) ?? performance.now())) / 1000
    for (const output of event.outputs) made.push({ source: event.source, ratio, file: output.path, seconds })
  }
  const [code, signal] = await ended
  if (code !== 0)
    throw new Failure(
      `The command line ended with ${exitCodeOf(code, signal)}; its message is above.`,
      exitCodeOf(code, signal),
    )
  return made
}

/** @param {Made} made @param {string} folder */
async function row({ source, file, seconds }, folder) {
  const { default: sharp } = await import('sharp')
  const [before, after, { size }] = await Promise.all([sharp(source).metadata(), sharp(file).metadata(), stat(file)])
  return [
    path.relative(folder, file),
    `${before.width} × ${before.height}`,
    `${after.width} × ${after.height}`,
    size.toLocaleString('en'),
    `${seconds.toFixed(2)} s`,
  ]
}

await runScript(async () => {
  await bootstrap()
  await ensureBuilt()
  const folder = await newFolder()
  const home = await mkdtemp(path.join(os.tmpdir(), 'outframe-demo-'))
  const started = performance.now()
  try {
    /** @type {Made[]} */
    const made = []
    for (const ratio of ratios) {
      say(`Expanding ${path.relative(process.cwd(), samples)} to ${ratio} …`)
      made.push(...(await expand(ratio, folder, home)))
    }
    const seconds = (performance.now() - started) / 1000
    made.sort((a, b) => a.source.localeCompare(b.source))
    const rows = await Promise.all(made.map((one) => row(one, folder)))
    process.stdout.write(`\n${table(['file', 'photo, px', 'canvas, px', 'bytes', 'time'], rows, [1, 2, 3, 4])}\n`)
    process.stdout.write(`\n${made.length} files in ${seconds.toFixed(1)} s, in ${folder}\n`)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})
