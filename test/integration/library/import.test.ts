import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Imaging } from '../../../core/imaging'
import { openImaging } from '../../../main/imaging/imaging'
import { forkSpawner } from '../../../main/imaging/spawner'
import { type Library, openLibrary } from '../../../main/library/library'
import { type BundledWorker, bundleWorker } from '../imaging/bundled-worker'

let worker: BundledWorker
beforeAll(async () => {
  worker = await bundleWorker()
})
afterAll(() => worker.remove())

/** A library with real workers, and a folder of so many photos. */
async function given(photoCount: number): Promise<{ folder: string; library: Library; imaging: Imaging }> {
  const top = await realpath(await mkdtemp(join(tmpdir(), 'outframe-import-')))
  const imaging = openImaging({ spawner: forkSpawner(worker.path, process.execPath) })
  const library = openLibrary({ stateDir: join(top, 'state'), imaging })
  onTestFinished(async () => {
    await library.close()
    await imaging.close()
    await rm(top, { recursive: true, force: true })
  })
  const folder = join(top, 'photos')
  await mkdir(folder)
  const create = { width: 40, height: 30, channels: 3, background: 'grey' } as const
  const bytes = await sharp({ create }).withExif({}).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  await Promise.all(Array.from({ length: photoCount }, (_, index) => writeFile(join(folder, nameOf(index)), bytes)))
  return { folder, library, imaging }
}

const nameOf = (index: number) => `IMG_${String(index).padStart(4, '0')}.jpg`

describe('an import by workers', () => {
  it('lists every photo, oriented, in path order, and what cannot be read with its reason', async () => {
    const { folder, library } = await given(600)
    await writeFile(join(folder, nameOf(300)), 'text')
    await writeFile(join(folder, nameOf(301)), '')
    expect(await library.add([folder])).toMatchObject({ found: 600, probed: 600, unreadable: 2, walking: false })
    const photos = library.photos('all')
    expect(photos.map(({ name }) => name)).toEqual(Array.from({ length: 600 }, (_, index) => nameOf(index)))
    expect(photos[0]?.header).toMatchObject({ format: 'jpeg', size: { width: 30, height: 40 }, orientation: 6 })
    const unreadable = photos.filter(({ header }) => header === null)
    expect(unreadable.map(({ error }) => error?.code)).toEqual(['not-an-image', 'file-empty'])
  })

  it('loses nothing when workers are killed meanwhile', async () => {
    const { folder, library, imaging } = await given(1500)
    const underWay = new Promise<void>((resolve) => {
      library.onPatch(({ importing }) => importing && importing.probed > 0 && resolve())
    })
    const added = library.add([folder])
    await underWay
    const workers = await imaging.memory()
    expect(workers.length).toBeGreaterThan(0)
    for (const { pid } of workers) process.kill(pid, 'SIGKILL')
    const progress = await added
    expect(progress).toMatchObject({ found: 1500, probed: 1500, unreadable: 0 })
    expect(library.photos('all').every(({ header }) => header !== null)).toBe(true)
  })

  it('ends soon when it is cancelled, and the workers go on to serve', async () => {
    const { folder, library } = await given(1500)
    library.onPatch(({ importing }) => {
      if (importing && importing.probed > 0) library.cancelImport()
    })
    const { probed } = await library.add([folder])
    expect(probed).toBeLessThan(1500)
    library.remove('all')
    expect(await library.add([join(folder, nameOf(7))])).toMatchObject({ probed: 1 })
  })
})
