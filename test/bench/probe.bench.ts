import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, constants, setPriority, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import type { Imaging } from '../../core/imaging'
import { openImaging } from '../../main/imaging/imaging'
import { forkSpawner } from '../../main/imaging/spawner'
import { forEachOf } from '../../main/shared/pool'
import { realisticJpeg } from '../fixtures/images/realistic-photo'
import type { Bench, Measurement } from './bench'

const files = 10_000
/** Built before benches run, which they do in the checkout. */
const workerPath = resolve('out/main/imaging-worker.js')

const rounds = 3

/** What gets all files' headers: the pool's probe here; whoever lists them for the window can be put in its place. */
export type Prober = (folder: string, paths: readonly string[]) => Promise<void>

/** Writes the files, then measures a prober against a bare loop over the same files with as many at once. */
export async function againstBareLoop(open: (imaging: Imaging) => Prober): Promise<Measurement> {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  sharp.cache(false)
  const folder = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  const imaging = openImaging({ spawner: forkSpawner(workerPath, process.execPath) })
  try {
    const paths = await writePhotos(folder)
    const prober = open(imaging)
    const atOnce = 4 * availableParallelism()
    const bare = () => forEachOf(paths, atOnce, async (path) => void (await sharp(path).metadata()))
    await bare()
    const ours: number[] = []
    const theirs: number[] = []
    for (let round = 0; round < rounds; round++) {
      theirs.push(await milliseconds(bare))
      ours.push(await milliseconds(() => prober(folder, paths)))
    }
    const [our, their] = [Math.min(...ours), Math.min(...theirs)]
    return { value: our / their, detail: `${Math.round(our)} ms against ${Math.round(their)} ms for the bare loop` }
  } finally {
    await imaging.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Small photos in folders of a thousand, as a camera makes them. */
async function writePhotos(folder: string): Promise<string[]> {
  const bytes = await realisticJpeg(320, 213)
  const paths = Array.from({ length: files }, (_, i) => join(folder, `${Math.floor(i / 1000)}`, `DSC_${i}.jpg`))
  for (let i = 0; i < files; i += 1000) await mkdir(join(folder, `${i / 1000}`))
  await forEachOf(paths, 16, (path) => writeFile(path, bytes))
  return paths
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export const benches: readonly Bench[] = [
  {
    name: `headers of ${files} photos against a bare metadata loop`,
    limit: 1.3,
    unit: '×',
    run: () => againstBareLoop((imaging) => (_, paths) => imaging.probe(paths, { onResult: () => undefined })),
  },
]
