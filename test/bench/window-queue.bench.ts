import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { realisticJpeg } from '../fixtures/images/realistic-photo'
import type { Bench, Measurement } from './bench'
import { ElectronProcess } from './electron-process'

const photos = 300
const photosBefore = 50
const size = { width: 4000, height: 3000 }

/** How long the program rests before its memory is looked at, ms: for what it still writes and frees. */
const rest = 3000

/** Resident memory of main and of its workers, bytes. */
interface Memory {
  readonly main: number
  readonly workers: readonly number[]
}

async function run(): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  const electron = new ElectronProcess(resolve('.'), {
    profile: join(folder, 'profile'),
    env: { OUTFRAME_HOME: join(folder, 'home'), npm_node_execpath: process.execPath },
  })
  try {
    const [first, others] = [join(folder, 'first'), join(folder, 'others')]
    await writePhotos(first, 0, photosBefore)
    await writePhotos(others, photosBefore, photos)
    await expandAll(electron, first, photosBefore)
    const before = await memoryOf(electron)
    await expandAll(electron, others, photos)
    const after = await memoryOf(electron)

    const assertions = electron.stderr.match(/GLib-\w*-?CRITICAL|G_IS_OBJECT/g)?.length ?? 0
    if (assertions > 0) throw new Error(`GLib complained ${assertions} times:\n${electron.stderr.slice(0, 2000)}`)
    const ratios = [after.main / before.main, Math.max(...after.workers) / Math.max(...before.workers)]
    return {
      value: Math.max(...ratios),
      detail: `main ${words([before.main])} then ${words([after.main])} MB, workers ${words(before.workers)} then ${words(after.workers)} MB; no GLib assertion`,
    }
  } finally {
    await electron.quit()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** The same picture under other bytes: a comment with its number (JPEG's COM segment) makes each a photo of its own. */
async function writePhotos(folder: string, from: number, to: number): Promise<void> {
  await mkdir(folder)
  const jpeg = await realisticJpeg(size.width, size.height)
  for (let number = from; number < to; number++) {
    const comment = Buffer.from([0xff, 0xfe, 0, 6, 0, 0, number >> 8, number & 0xff])
    const name = `${String(number).padStart(3, '0')}.jpg`
    await writeFile(join(folder, name), Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]))
  }
}

/** Adds a folder as a user does, starts what is new in it, and waits until `done` photos are done in all. */
async function expandAll(electron: ElectronProcess, folder: string, done: number): Promise<void> {
  const counts = await electron.value(`(async () => {
    const { library, queue, settings } = window.outframe
    const value = async (asked) => {
      const result = await asked
      if (!result.ok) throw new Error(result.error.message)
      return result.value
    }
    await value(library.add({ paths: [${JSON.stringify(folder)}] }))
    const { batch } = await value(settings.get())
    await value(queue.start({ photos: 'all', settings: batch, again: false }))
    for (;;) {
      const { summary } = await value(queue.snapshot())
      const { counts } = summary
      if (counts.queued + summary.active === 0) return counts
      await new Promise((wait) => setTimeout(wait, 500))
    }
  })()`)
  if (Object(counts).done !== done) throw new Error(`Expected ${done} photos to be done, got ${JSON.stringify(counts)}`)
}

async function memoryOf(electron: ElectronProcess): Promise<Memory> {
  await new Promise((wait) => setTimeout(wait, rest))
  const main = electron.child.pid ?? 0
  return { main: residentOf(main), workers: workersOf(main).map(residentOf) }
}

/** The imaging workers of a process, by what they run. */
function workersOf(main: number): readonly number[] {
  const children = execFileSync('ps', ['--ppid', String(main), '-o', 'pid=,args='], { encoding: 'utf8' })
  const lines = children.split('\n').filter((line) => line.includes('imaging-worker.js'))
  return lines.map((line) => Number.parseInt(line, 10))
}

function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(?<kilobytes>\d+)/.exec(status)?.groups?.kilobytes) * 1024
}

const words = (bytes: readonly number[]) => bytes.map((each) => Math.round(each / 1e6)).join(' and ')

export const benches: readonly Bench[] = [
  { name: `memory after ${photos} photos of 12 megapixels, against after ${photosBefore}`, limit: 1.2, unit: '×', run },
]
