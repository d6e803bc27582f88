import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { defaultEncoding } from '../../core/encoding'
import type { ComposeRequest } from '../../core/imaging'
import { openImaging } from '../../main/imaging/imaging'
import { forkSpawner } from '../../main/imaging/spawner'
import { weigh } from '../../main/imaging/weigh'
import { planAround } from '../fixtures/images/pictures'
import { realisticJpeg } from '../fixtures/images/realistic-photo'
import type { Bench, Measurement } from './bench'
import { type Case, common, deepCases, shallowCases, usualCases } from './memory-cases'
import { large } from './memory-photos'
import { measuredOnce } from './service/measured-once'

/** As services return them. */
const render = { width: 2560, height: 1440 }

/** Built before benches run, which they do in the checkout. */
const workerPath = resolve('out/main/imaging-worker.js')

/** What composing takes at its peak, bytes. */
interface Peak {
  readonly name: string
  /** Of the worker as a whole. */
  readonly resident: number
  /** What the compose has added to it. */
  readonly added: number
  /** What the pool had reckoned with. */
  readonly weighed: number
}

/** Composes one photo in a worker of its own. */
async function peakOf({ name, photo, input, format, encoding, painter }: Case, jpeg: Buffer): Promise<Peak> {
  const folder = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  const fork = forkSpawner(workerPath, process.execPath)
  let pid: number | undefined
  const spawn = () => {
    const worker = fork.spawn()
    pid = worker.pid
    return worker
  }
  // Not replaced when it has grown: its peak is read afterwards.
  const imaging = openImaging({
    spawner: { ownsMemory: true, spawn },
    parallel: 1,
    memory: 16e9,
    recycleAbove: Number.POSITIVE_INFINITY,
  })
  try {
    const bytes = await input(jpeg)
    const [source, painted] = [join(folder, 'photo'), join(folder, 'render.jpg')]
    await writeFile(source, bytes)
    await writeFile(painted, await realisticJpeg(render.width, render.height))
    const [long, short] = [Math.max(photo.width, photo.height), Math.min(photo.width, photo.height)]
    const margin = Math.round(((short * 16) / 9 - long) / 2)
    const [across, down] = photo.width === long ? [margin, 0] : [0, margin]
    const request: ComposeRequest = {
      source,
      contentHash: createHash('sha256').update(bytes).digest('hex'),
      plan: planAround(photo, { top: down, right: across, bottom: down, left: across }),
      surroundings: painter
        ? { kind: 'local', variation: 1, ...painter }
        : { kind: 'renders', variation: 1, renders: [painted] },
      format,
      encoding: { ...defaultEncoding, ...encoding },
      feather: 16,
      provenance: { engine: 'kling', prompt: '', version: '0.0.0', taskIds: [] },
      destination: join(folder, 'composed'),
    }
    await imaging.hash(painted)
    const before = await peakResident(pid)
    await imaging.compose(request)
    const resident = await peakResident(pid)
    return { name, resident, added: resident - before, weighed: await weigh({ kind: 'compose', request }) }
  } finally {
    await imaging.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The most memory that a process has had resident so far, bytes; Linux only. */
async function peakResident(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024
}

const groups = {
  shallow: { size: large, cases: shallowCases },
  deep: { size: large, cases: deepCases },
  usual: { size: common, cases: usualCases },
} as const

/** The peaks of a group, once for all that is read off them. */
function peaksOf(group: keyof typeof groups): Promise<readonly Peak[]> {
  return measuredOnce(`memory-${group}`, async () => {
    const { size, cases } = groups[group]
    const jpeg = await realisticJpeg(size.width, size.height)
    const peaks: Peak[] = []
    for (const one of cases) peaks.push(await peakOf(one, jpeg))
    return peaks
  })
}

/** The most that is resident, of all in a group. */
async function mostResident(group: 'shallow' | 'deep'): Promise<Measurement> {
  const peaks = await peaksOf(group)
  return {
    value: Math.max(...peaks.map(({ resident }) => resident / 1e6)),
    detail: peaks.map(({ name, resident }) => `${name} ${megabytes(resident)}`).join(', '),
  }
}

/** How far what was reckoned with is from what a compose took, at the worst, as `ratio` tells it. */
async function accounting(ratio: (peak: Peak) => number): Promise<Measurement> {
  const all = [await peaksOf('shallow'), await peaksOf('deep'), await peaksOf('usual')].flat()
  const value = Math.max(...all.map(ratio))
  const words = all.map(({ name, added, weighed }) => `${name} ${megabytes(added)} of ${megabytes(weighed)}`)
  return { value, detail: words.join(', ') }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}

export const benches: readonly Bench[] = [
  {
    name: 'peak memory of a worker that composes 100 megapixels, each format in and out',
    limit: 1500,
    unit: 'MB',
    run: () => mostResident('shallow'),
  },
  { name: 'the same with 16 bits', limit: 1500, unit: 'MB', run: () => mostResident('deep') },
  {
    name: 'peak memory of a compose against what was reckoned with',
    limit: 1.1,
    unit: '×',
    run: () => accounting(({ added, weighed }) => added / weighed),
  },
  {
    name: 'what was reckoned with against the peak memory of a compose',
    limit: 2,
    unit: '×',
    run: () => accounting(({ added, weighed }) => weighed / added),
  },
]
