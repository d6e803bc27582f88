import { mkdir, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { defaultBatchSettings } from '../../core/settings'
import { DoorAccess } from '../../main/engines/kling/access'
import { openImaging } from '../../main/imaging/imaging'
import { chooseSpawner } from '../../main/imaging/runtime'
import { openQueue } from '../../main/queue/queue'
import type { PhotoToExpand } from '../../main/queue/types'
import type { Bench, Measurement } from './bench'
import { type BatchRun, inWords, queriesOf, runBatch } from './service/batch-run'
import { idealBatch } from './service/ideal-client'
import { measuredOnce, photoCount } from './service/measured-once'
import { writeAlike } from './service/photos'
import { SimulatorProcess, studio } from './service/simulator-process'

const configured = 10

interface WithIdeal extends BatchRun {
  /** What the client that knows everything took on the same machine just before, as a share of its ideal. */
  readonly bare: number
}

/** The account takes any number: only the program's own limit holds, so that the peak tells whether it does. */
const wideAccount = () =>
  measuredOnce<WithIdeal>('service-wide', async (folder) => {
    await mkdir(join(folder, 'bare'))
    const bare = await bareBatch(join(folder, 'bare'))
    return { ...(await runBatch(folder, { account: 100, configured })), bare }
  })

const narrowAccount = () => measuredOnce('service-narrow', (folder) => runBatch(folder, { account: 4, configured }))

async function bareBatch(folder: string): Promise<number> {
  const upload = await writeAlike(join(folder, 'photos'), 1)
  await mkdir(join(folder, 'service'))
  const simulator = await SimulatorProcess.start(join(folder, 'service'), { accounts: [studio(configured)] })
  try {
    const ms = await idealBatch(simulator, { creates: photoCount, slots: configured, upload })
    const tasks = (await simulator.charges()).reduce((sum, { takesMs }) => sum + takesMs, 0)
    return ms / (tasks / configured)
  } finally {
    await simulator.close()
  }
}

function ofWide(value: (run: WithIdeal) => number): () => Promise<Measurement> {
  return async () => {
    const run = await wideAccount()
    return {
      value: value(run),
      detail: `${inWords(run)}; a bare client with no work of its own ${run.bare.toFixed(3)} x`,
    }
  }
}

function ofNarrow(value: (run: BatchRun) => number): () => Promise<Measurement> {
  return async () => {
    const run = await narrowAccount()
    return { value: value(run), detail: inWords(run) }
  }
}

/** The queue in this very process, as main has it; the workers and the service are others. */
const eventLoop = (): Promise<Measurement> =>
  measuredOnce('service-loop', async (folder) => {
    await mkdir(join(folder, 'service'))
    const simulator = await SimulatorProcess.start(join(folder, 'service'), { accounts: [studio(100)] })
    const imaging = openImaging({ spawner: chooseSpawner({ workerPath: resolve('out/main/imaging-worker.js') }) })
    try {
      await writeAlike(join(folder, 'photos'), photoCount)
      const endpoint = simulator.addresses.kling
      const access = new DoorAccess({
        credentials: async () => ({ kind: 'key', key: 'sk-kling-studio' }),
        settings: () => ({ endpoint, slots: configured, callbackUrl: null, watermark: null }),
      })
      const photos = await probedPhotos(join(folder, 'photos'), imaging)
      const delay = monitorEventLoopDelay({ resolution: 1 })
      const bare = await idleDelay()
      delay.enable()
      const queue = await openQueue({ stateDir: join(folder, 'state'), imaging, access, version: '0.0.0' })
      await queue.addBatch(photos, { ...defaultBatchSettings, engine: 'kling' })
      await queue.setRunning(true)
      await queue.idle()
      delay.disable()
      const { done } = queue.summary().counts
      await queue.close()
      await access.close()
      if (done !== photoCount) throw new Error(`Expected ${photoCount} photos to be done, got ${done}`)
      const { most } = queriesOf(await simulator.requests(), await simulator.charges())
      const detail = `with ${photoCount} jobs ${delayWords(delay)}; idle ${delayWords(bare)}; at most ${most} queries per task`
      return { value: delay.percentile(99) / 1e6, detail }
    } finally {
      await imaging.close()
      await simulator.close()
    }
  })

async function probedPhotos(
  folder: string,
  imaging: ReturnType<typeof openImaging>,
): Promise<readonly PhotoToExpand[]> {
  const names = (await readdir(folder)).sort()
  const photos: PhotoToExpand[] = []
  await imaging.probe(
    names.map((name) => join(folder, name)),
    {
      onResult: (result) => {
        if (result.kind === 'unreadable') throw new Error(result.error.message)
        const { path, header, stamp } = result
        photos.push({ source: path, root: folder, header, stamp, target: null })
      },
    },
  )
  return photos
}

/** What this machine's own hiccups are, while nothing is done. */
async function idleDelay(): Promise<IntervalHistogram> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await new Promise((wait) => setTimeout(wait, 3000))
  delay.disable()
  return delay
}

function delayWords(delay: IntervalHistogram): string {
  const [median = '', high = '', most = ''] = [delay.percentile(50), delay.percentile(99), delay.max].map((ns) =>
    (ns / 1e6).toFixed(1),
  )
  return `median ${median} ms, 99 % ${high} ms, at most ${most} ms`
}

const batch = `${photoCount} photos of 2 megapixels`

export const benches: readonly Bench[] = [
  {
    name: `${batch}, 10 slots: time from the first create, against tasks / 10`,
    limit: 1.15,
    unit: '×',
    run: ofWide(({ workMs, idealMs }) => workMs / idealMs),
  },
  {
    name: 'the same with reading the photos and starting the program',
    limit: 1.15,
    unit: '×',
    run: ofWide(({ wholeMs, idealMs }) => wholeMs / idealMs),
  },
  { name: 'most queries of a task', limit: 6, unit: '', run: ofWide(({ queries }) => queries.most) },
  { name: 'most slots in use, 10 set', limit: configured, unit: '', run: ofWide(({ peak }) => peak) },
  {
    name: `${batch}, the account has 4 slots, 10 set: time against tasks / 4`,
    limit: 1.25,
    unit: '×',
    run: ofNarrow(({ workMs, idealMs }) => workMs / idealMs),
  },
  {
    name: 'creates refused until the limit was learnt, and since',
    limit: 5,
    unit: '%',
    run: ofNarrow(({ tooManyTasks, creates }) => (100 * tooManyTasks) / creates),
  },
  { name: `main's event loop during ${batch}, 99th percentile delay`, limit: 50, unit: 'ms', run: eventLoop },
]
