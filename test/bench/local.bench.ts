import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { defaultEncoding } from '../../core/encoding'
import { openImaging } from '../../main/imaging/imaging'
import { forkSpawner } from '../../main/imaging/spawner'
import { planAround } from '../fixtures/images/pictures'
import { realisticJpeg } from '../fixtures/images/realistic-photo'
import type { Bench, Measurement } from './bench'

/** 12 megapixels, 3:2, to 16:9. */
const photo = { width: 4240, height: 2832 }
const beside = 397

/** Built before benches run, which they do in the checkout. */
const workerPath = resolve('out/main/imaging-worker.js')

async function fastTexture(): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  const imaging = openImaging({ spawner: forkSpawner(workerPath, process.execPath), parallel: 1 })
  try {
    const source = join(folder, 'photo.jpg')
    const bytes = await realisticJpeg(photo.width, photo.height)
    await writeFile(source, bytes)
    const start = performance.now()
    await imaging.compose({
      source,
      contentHash: createHash('sha256').update(bytes).digest('hex'),
      plan: planAround(photo, { top: 0, right: beside, bottom: 0, left: beside }),
      surroundings: { kind: 'local', method: 'texture', effort: 'fast', variation: 1 },
      format: 'jpeg',
      encoding: defaultEncoding,
      feather: 16,
      provenance: { engine: 'local', prompt: '', version: '0.0.0', taskIds: [] },
      destination: join(folder, 'composed.jpg'),
    })
    const seconds = (performance.now() - start) / 1000
    return { value: seconds, detail: `${seconds.toFixed(1)} s, from the file to the file, in a worker of its own` }
  } finally {
    await imaging.close()
    await rm(folder, { recursive: true, force: true })
  }
}

export const benches: readonly Bench[] = [
  { name: 'local engine, 12 megapixels from 3:2 to 16:9, fast', limit: 15, unit: 's', run: fastTexture },
]
