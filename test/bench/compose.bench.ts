import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { constants, setPriority, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { defaultEncoding } from '../../core/encoding'
import type { ComposeRequest, Imaging } from '../../core/imaging'
import { openImaging } from '../../main/imaging/imaging'
import { forkSpawner } from '../../main/imaging/spawner'
import { planAround } from '../fixtures/images/pictures'
import { realisticJpeg } from '../fixtures/images/realistic-photo'
import type { Bench, Measurement } from './bench'

/** 24 megapixels, 3:2, to 16:9. */
const photo = { width: 6000, height: 4000 }
const canvas = { width: 7112, height: 4000 }
const margin = (canvas.width - photo.width) / 2

/** Same quality and subsampling on both sides; it is also what the program uses when nothing is set. */
const jpeg = { quality: 92, chromaSubsampling: '4:4:4' }

/** Built before benches run, which they do in the checkout. */
const workerPath = resolve('out/main/imaging-worker.js')

/** As services return them. */
const render = { width: 2560, height: 1440 }

const rounds = 7
const composes = 50

/** A folder with one photo, a pool of one worker, and a compose of that photo. */
interface Workshop {
  readonly imaging: Imaging
  readonly source: string
  readonly folder: string
  /** Absolute path of what a service painted. */
  readonly render: string
  compose(surroundings?: ComposeRequest['surroundings']): Promise<void>
}

async function withWorkshop(use: (workshop: Workshop) => Promise<Measurement>): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  const imaging = openImaging({ spawner: forkSpawner(workerPath, process.execPath), parallel: 1 })
  try {
    const source = join(folder, 'photo.jpg')
    const scene = sharp(await realisticJpeg(canvas.width, canvas.height))
    const area = { left: margin, top: 0, ...photo }
    const bytes = await scene.clone().extract(area).jpeg(jpeg).toBuffer()
    await writeFile(source, bytes)
    // A little moved, as services return it: it has to be found where.
    const painted = join(folder, 'render.jpg')
    const moved = { left: 6, top: 4, width: canvas.width - 6, height: canvas.height - 4 }
    await scene
      .clone()
      .extract(moved)
      .resize({ ...render, fit: 'fill' })
      .linear(0.94, 12)
      .jpeg(jpeg)
      .toFile(painted)
    const request: ComposeRequest = {
      source,
      contentHash: createHash('sha256').update(bytes).digest('hex'),
      plan: planAround(photo, { top: 0, right: margin, bottom: 0, left: margin }),
      surroundings: { kind: 'local', method: 'mirror', effort: 'fast', variation: 1 },
      format: 'jpeg',
      encoding: { ...defaultEncoding, quality: jpeg.quality },
      feather: 16,
      provenance: { engine: 'local', prompt: '', version: '0.0.0', taskIds: [] },
      destination: join(folder, 'composed.jpg'),
    }
    const compose = async (surroundings = request.surroundings) =>
      void (await imaging.compose({ ...request, surroundings }))
    return await use({ imaging, source, folder, render: painted, compose })
  } finally {
    await imaging.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Both sides in turn, so that what else the machine does falls on both; the quickest of each is what it takes. */
async function inTurn(ours: () => Promise<unknown>, bare: () => Promise<unknown>): Promise<Measurement> {
  // Workers step back behind the window: so must the baseline.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  sharp.cache(false)
  await ours()
  await bare()
  const times = { ours: [] as number[], bare: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    times.bare.push(await milliseconds(bare))
    times.ours.push(await milliseconds(ours))
  }
  const [our, their] = [Math.min(...times.ours), Math.min(...times.bare)]
  return { value: our / their, detail: `${Math.round(our)} ms against ${Math.round(their)} ms for the bare calls` }
}

function mirrorSpeed(): Promise<Measurement> {
  return withWorkshop(({ source, folder, compose }) =>
    inTurn(compose, () =>
      sharp(source)
        .extend({ left: margin, right: margin, extendWith: 'mirror' })
        .jpeg(jpeg)
        .toFile(join(folder, 'bare.jpg')),
    ),
  )
}

function rendersSpeed(): Promise<Measurement> {
  return withWorkshop(({ source, folder, render, compose }) =>
    inTurn(
      () => compose({ kind: 'renders', variation: 1, renders: [render] }),
      () =>
        sharp(render)
          .resize({ ...canvas, fit: 'fill' })
          .composite([{ input: source, left: margin, top: 0 }])
          .jpeg(jpeg)
          .toFile(join(folder, 'bare.jpg')),
    ),
  )
}

/** The middle of what was measured after some composes: single values depend on what was collected just then. */
function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function memory(): Promise<Measurement> {
  return withWorkshop(async ({ imaging, render, compose }) => {
    const resident: number[] = []
    for (let i = 0; i < composes; i++) {
      await compose({ kind: 'renders', variation: 1, renders: [render] })
      resident.push((await imaging.memory())[0]?.bytes ?? Number.NaN)
    }
    const [early, late] = [middle(resident.slice(5, 15)), middle(resident.slice(-10))]
    const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
    return { value: late / early, detail: `${megabytes(late)} at the end, ${megabytes(early)} at the beginning` }
  })
}

export const benches: readonly Bench[] = [
  { name: 'compose 24 megapixels against the bare sharp calls', limit: 1.5, unit: '×', run: mirrorSpeed },
  { name: 'compose 24 megapixels from a render against the bare sharp calls', limit: 2, unit: '×', run: rendersSpeed },
  { name: `memory of a worker over ${composes} composes from renders`, limit: 1.1, unit: '×', run: memory },
]
