import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { constants, setPriority, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { openImaging } from '../../main/imaging/imaging'
import { chooseSpawner } from '../../main/imaging/runtime'
import { openLibrary } from '../../main/library/library'
import type { Bench } from './bench'

const photoCount = 10_000
const photosPerFolder = 500

/** Times each is measured; the middle one counts. */
const rounds = 5

/**
 * What an import is held against: nothing but opening headers, in one process of plain Node. As many at a time as the
 * imaging workers of this machine have under way. Prints ms.
 */
const bareLoop = `
  const [folder, concurrency] = process.argv.slice(1)
  const { readdirSync } = await import('node:fs')
  const { join } = await import('node:path')
  const { default: sharp } = await import('sharp')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const started = performance.now()
  let next = 0
  const lane = async () => {
    while (next < files.length) await sharp(files[next++]).metadata()
  }
  await Promise.all(Array.from({ length: Number(concurrency) }, lane))
  console.log(performance.now() - started)
`

/** Headers that one imaging worker has under way: two tasks of four. */
const headersPerWorker = 8

/** A folder of small JPEGs, for as long as `use` takes. */
async function withPhotos<T>(use: (photos: string, temporary: string) => Promise<T>): Promise<T> {
  const temporary = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  try {
    const create = {
      width: 320,
      height: 213,
      channels: 3,
      background: 'grey',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    } as const
    const jpeg = await sharp({ create }).jpeg().withMetadata({ orientation: 6 }).toBuffer()
    const photos = join(temporary, 'photos')
    for (let index = 0; index < photoCount; index++) {
      const folder = join(photos, String(Math.floor(index / photosPerFolder)))
      if (index % photosPerFolder === 0) await mkdir(folder, { recursive: true })
      await writeFile(join(folder, `IMG_${index}.jpg`), jpeg)
    }
    return await use(photos, temporary)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** Imports a folder into a library of its own, workers started anew. */
async function importOnce(
  photos: string,
  temporary: string,
): Promise<{ readonly ms: number; readonly grownBy: number }> {
  const stateDir = await mkdtemp(join(temporary, 'state-'))
  const imaging = openImaging({ spawner: chooseSpawner({ workerPath: resolve('out/main/imaging-worker.js') }) })
  const library = openLibrary({ stateDir, imaging })
  let told = 0
  library.onPatch(({ upserted }) => {
    told += upserted.length
  })
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 20)
  const started = performance.now()
  await library.add([photos])
  const ms = performance.now() - started
  clearInterval(watch)
  most = Math.max(most, process.memoryUsage.rss())
  if (told !== photoCount) throw new Error(`Expected ${photoCount} photos to be told, got ${told}.`)
  await library.close()
  await imaging.close()
  return { ms, grownBy: most - before }
}

async function bareOnce(photos: string, concurrency: number): Promise<number> {
  const args = ['--input-type=module', '--eval', bareLoop, photos, String(concurrency)]
  return Number((await promisify(execFile)(process.execPath, args)).stdout)
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

export const benches: readonly Bench[] = [
  {
    name: 'import 10,000 JPEGs, to a bare loop',
    limit: 1.3,
    unit: '×',
    run: () =>
      withPhotos(async (photos, temporary) => {
        const imaging = openImaging({ spawner: chooseSpawner({ workerPath: resolve('out/main/imaging-worker.js') }) })
        const concurrency = imaging.parallel * headersPerWorker
        await imaging.close()
        // The workers' own: on a busy machine the bare loop must not be given more of it.
        setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
        const imports: number[] = []
        const loops: number[] = []
        for (let round = 0; round < rounds; round++) {
          loops.push(await bareOnce(photos, concurrency))
          imports.push((await importOnce(photos, temporary)).ms)
        }
        const [ours, bare] = [median(imports), median(loops)]
        return {
          value: ours / bare,
          detail: `${ours.toFixed(0)} ms to the complete list, bare loop ${bare.toFixed(0)} ms`,
        }
      }),
  },
  {
    name: 'memory of main while 10,000 JPEGs are imported',
    limit: 150,
    unit: 'MB',
    run: () =>
      withPhotos(async (photos, temporary) => {
        const { grownBy } = await importOnce(photos, temporary)
        return { value: grownBy / 1e6, detail: `grew by ${(grownBy / 1e6).toFixed(0)} MB at most` }
      }),
  },
]
