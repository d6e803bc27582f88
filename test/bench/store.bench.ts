import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Imaging } from '../../core/imaging'
import type { PhotoHeader } from '../../core/photo'
import { defaultBatchSettings } from '../../core/settings'
import { PhotoHasher } from '../../main/queue/photo-hasher'
import { planBatch } from '../../main/queue/plan-batch'
import { openQueue } from '../../main/queue/queue'
import type { StoredBatch } from '../../main/queue/store/batches'
import { Store } from '../../main/queue/store/store'
import { storeBatch } from '../../main/queue/store-batch'
import type { PhotoToExpand, Queue } from '../../main/queue/types'
import type { Bench, Measurement } from './bench'

const jobs = 10_000

const header: PhotoHeader = {
  format: 'jpeg',
  size: { width: 6000, height: 4000 },
  orientation: 1,
  bitDepth: 8,
  channels: 3,
  hasAlpha: false,
  space: 'srgb',
  hasProfile: true,
  pages: 1,
}

/** A wedding and then some: photos that are on no disk, since nothing of them is read before their jobs begin. */
const photos: readonly PhotoToExpand[] = Array.from({ length: jobs }, (_, index) => ({
  source: `/photos/wedding/day ${index % 7}/DSC_${String(index).padStart(5, '0')}.jpg`,
  root: '/photos/wedding',
  header,
  stamp: { bytes: 12_345_678, modifiedMs: 1_771_000_000_000.123 },
  target: null,
}))

const never = () => Promise.reject(new TypeError('Expected nothing to be made'))

/** No job begins here. */
const idleImaging: Imaging = {
  parallel: 2,
  probe: never,
  hash: never,
  compose: never,
  prepare: never,
  checkRender: never,
  thumbnail: never,
  rate: never,
  memory: never,
  close: () => Promise.resolve(),
}

/** Opens a queue in a folder of its own, which is removed afterwards. */
async function withState<T>(use: (open: () => Promise<Queue>) => Promise<T>): Promise<T> {
  const stateDir = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  try {
    return await use(() => openQueue({ stateDir, imaging: idleImaging, version: '0.0.0' }))
  } finally {
    await rm(stateDir, { recursive: true, force: true })
  }
}

/** How long `work` takes, and the longest that it kept the event loop from anything else, ms. */
async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number; longestMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const start = performance.now()
  const result = await work()
  const ms = performance.now() - start
  delay.disable()
  return { result, ms, longestMs: delay.max / 1e6 }
}

const inWords = ({ ms, longestMs }: { readonly ms: number; readonly longestMs: number }) =>
  `${Math.round(ms)} ms, at most ${Math.round(longestMs)} ms at a stretch`

/** Storing a batch that is planned already. */
async function measureStoring() {
  const stateDir = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  const store = Store.open(stateDir, 0)
  try {
    const batch: StoredBatch = {
      id: 'batch',
      createdAt: 0,
      engine: 'local',
      skipped: 0,
      budget: null,
      pilot: null,
      held: false,
      photos: null,
    }
    const hasher = new PhotoHasher(store, idleImaging)
    const context = {
      batchId: batch.id,
      store,
      hasher,
      again: false,
      leaveWaiting: false,
      watermark: null,
      presetOf: () => null,
      takePositions: () => 1,
    }
    const planned = await planBatch(photos, defaultBatchSettings, context)
    return await timed(() => storeBatch(store, batch, defaultBatchSettings, planned))
  } finally {
    store.close()
    await rm(stateDir, { recursive: true, force: true })
  }
}

/** Adding, recovering and cancelling, each as the window does it. */
async function measureQueue() {
  return await withState(async (open) => {
    const first = await open()
    const added = await timed(() => first.addBatch(photos, defaultBatchSettings))
    await first.close()
    const recovered = await timed(open)
    const queue = recovered.result
    if (queue.snapshot().jobs.length !== jobs) throw new TypeError(`Expected ${jobs} jobs to be recovered`)
    const cancelled = await timed(() => queue.cancel('all'))
    const snapshot = await timed(async () => queue.snapshot())
    await queue.close()
    return { added, recovered, cancelled, snapshot }
  })
}

/** The best of three: what other programs of the machine take is not what is measured. */
async function best(measure: () => Promise<Measurement>): Promise<Measurement> {
  const measured = [await measure(), await measure(), await measure()]
  return measured.reduce((least, one) => (one.value < least.value ? one : least))
}

async function enqueued(): Promise<Measurement> {
  const stored = await measureStoring()
  return { value: stored.ms / 1000, detail: inWords(stored) }
}

async function recovered(): Promise<Measurement> {
  const { recovered } = await measureQueue()
  return { value: recovered.ms / 1000, detail: inWords(recovered) }
}

async function longestStretch(): Promise<Measurement> {
  const { added, recovered, cancelled, snapshot } = await measureQueue()
  const value = Math.max(...[added, recovered, cancelled, snapshot].map((part) => part.longestMs))
  const parts = { 'planning and adding': added, recovery: recovered, 'cancelling all': cancelled, snapshot }
  const detail = Object.entries(parts).map(([name, part]) => `${name} ${inWords(part)}`)
  return { value, detail: detail.join('; ') }
}

export const benches: readonly Bench[] = [
  { name: 'store: 10,000 jobs enqueued', limit: 1, unit: 's', run: () => best(enqueued) },
  { name: 'store: 10,000 jobs recovered at start', limit: 1, unit: 's', run: () => best(recovered) },
  {
    name: 'queue: longest that 10,000 jobs keep the window waiting',
    limit: 50,
    unit: 'ms',
    run: () => best(longestStretch),
  },
]
