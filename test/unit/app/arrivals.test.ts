import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { UserPreset } from '../../../core/presets'
import { type AppSettings, defaultAppSettings } from '../../../core/settings'
import type { WatchArrival } from '../../../core/watch'
import { receiveArrival } from '../../../main/app/arrivals'
import { type Library, openLibrary } from '../../../main/library/library'
import { TestImaging } from '../queue/test-imaging'
import { filesIn, imported, openWorld, states, temporaryFolder, writePhotos } from '../queue/world'

/** Takes outputs, which name what they were made of, for photos, too. */
class OutputsArePhotos extends TestImaging {
  override probe(paths: readonly string[], { onResult }: Parameters<TestImaging['probe']>[1]): Promise<void> {
    const header = {
      format: 'jpeg',
      size: { width: 600, height: 400 },
      orientation: 1,
      bitDepth: 8,
      channels: 3,
      hasAlpha: false,
      space: 'srgb',
      hasProfile: false,
      pages: 1,
    } as const
    const stamp = { bytes: 1, modifiedMs: 1 }
    return super.probe(paths, { onResult: ({ path }) => onResult({ kind: 'photo', path, header, stamp }) })
  }
}

/** A queue and a library that watches a folder whose photos start by themselves, with settings of the test's own. */
async function given(change: Partial<AppSettings> = {}, start = true) {
  // Removed last: the queue writes into it until it is closed.
  const path = await temporaryFolder()
  const { queue, imaging } = await openWorld({ imaging: new OutputsArePhotos() })
  const told: WatchArrival[] = []
  const checks = new Set<() => void>()
  const errors: unknown[] = []
  let settings: AppSettings = { ...defaultAppSettings, ...change }
  const presets: UserPreset[] = []
  const library: Library = openLibrary({
    stateDir: await temporaryFolder(),
    imaging,
    arrivals: {
      settleMs: 40,
      isOutput: (file) => queue.isOutput(file),
      onArrival: (arrival) =>
        receiveArrival(arrival, {
          library,
          queue,
          imaging,
          settings: () => settings,
          presets: () => presets,
          onArrival: (news) => {
            told.push(news)
            for (const check of [...checks]) check()
          },
          onError: (error) => errors.push(error),
        }),
    },
  })
  onTestFinished(() => library.close())
  await library.watchFolders.set([{ id: 'f1', path, target: null, moreTargets: [], start }])
  const arrivals = (count: number) =>
    new Promise<WatchArrival[]>((resolve) => {
      const check = () => {
        if (told.length >= count) resolve(told)
      }
      checks.add(check)
      check()
    })
  return {
    path,
    queue,
    library,
    arrivals,
    errors,
    presets,
    set: (to: Partial<AppSettings>) => {
      settings = { ...settings, ...to }
    },
  }
}

const kling = { ...defaultAppSettings.batch, engine: 'kling' } as const
const capped = { ...defaultAppSettings.money, budgetPerDay: 20 }

describe('photos of a watched folder', () => {
  it('are made by themselves where the user said so, and what was made does not come in', async () => {
    const { path, queue, library, arrivals } = await given()
    await writePhotos(path, ['a.jpg', 'b.jpg'])
    expect(await arrivals(1)).toEqual([{ folder: 'f1', path, photos: 2, started: 2, held: null }])
    await queue.idle()
    expect(states(queue)).toEqual(['done', 'done'])
    await library.watchFolders.lookAgain()
    expect(await filesIn(path)).toEqual([
      'a.jpg',
      'b.jpg',
      'outframe/.outframe',
      'outframe/a_16x9.jpg',
      'outframe/b_16x9.jpg',
    ])
    expect(library.photos('all')).toHaveLength(2)
  })

  it('have names that know the user’s presets', async () => {
    const { batch } = defaultAppSettings
    const named = { ...batch, output: { ...batch.output, template: '{name} {preset}' } }
    const { path, queue, presets, arrivals } = await given({ batch: named })
    presets.push({ id: '1', name: 'For the wall', target: batch.target, moreTargets: [] })
    await writePhotos(path, ['a.jpg'])
    await arrivals(1)
    await queue.idle()
    expect(await filesIn(path)).toContain('outframe/a For the wall.jpg')
  })

  it('wait in the library where the user did not', async () => {
    const { path, queue, library, arrivals } = await given({}, false)
    await writePhotos(path, ['a.jpg'])
    expect(await arrivals(1)).toMatchObject([{ photos: 1, started: 0, held: null }])
    expect(library.photos('all')).toHaveLength(1)
    expect(states(queue)).toEqual([])
  })

  it.each([
    ['nobody agreed to send them away', { batch: kling, money: capped }, 'no-consent'],
    ['nothing caps what is spent', { batch: kling, consents: ['kling' as const] }, 'no-budget'],
  ])('are not started while %s', async (_why, change, held) => {
    const { path, queue, library, arrivals } = await given(change)
    await writePhotos(path, ['a.jpg'])
    expect(await arrivals(1)).toMatchObject([{ photos: 1, started: 0, held }])
    expect(library.photos('all')).toHaveLength(1)
    expect(states(queue)).toEqual([])
  })

  it('are started at an engine that charges within consent and cap', async () => {
    const { path, queue, arrivals } = await given({ batch: kling, money: capped, consents: ['kling'] })
    await writePhotos(path, ['a.jpg'])
    expect(await arrivals(1)).toMatchObject([{ photos: 1, started: 1, held: null }])
    expect(queue.snapshot().jobs).toMatchObject([{ engine: 'kling' }])
  })

  it('are never started twice with the same content and settings, whatever becomes of the outputs', async () => {
    const { path, queue, arrivals, set } = await given()
    await writePhotos(path, ['a.jpg'], 'same')
    await arrivals(1)
    await queue.idle()
    await queue.remove('all')
    await rm(join(path, 'outframe'), { recursive: true })
    await writePhotos(path, ['copy.jpg'], 'same')
    expect((await arrivals(2))[1]).toMatchObject({ photos: 1, started: 0, held: null })
    set({ batch: { ...defaultAppSettings.batch, prompt: 'sand' } })
    await writePhotos(path, ['third.jpg'], 'same')
    expect((await arrivals(3))[2]).toMatchObject({ photos: 1, started: 1 })
  })

  it('are not started when they are results that somebody copied there', async () => {
    const { path, queue, arrivals } = await given()
    await writePhotos(path, ['a.jpg'])
    await arrivals(1)
    await queue.idle()
    await mkdir(join(path, 'picked'))
    await copyFile(join(path, 'outframe', 'a_16x9.jpg'), join(path, 'picked', 'best.jpg'))
    expect((await arrivals(2))[1]).toMatchObject({ photos: 1, started: 0, held: null })
    expect(states(queue)).toEqual(['done'])
  })

  it('are not started over and over where results are put into the watched folder itself', async () => {
    const { path, queue, library, arrivals, set } = await given()
    const { batch } = defaultAppSettings
    set({ batch: { ...batch, output: { ...batch.output, folder: path } } })
    await writePhotos(path, ['a.jpg'])
    await arrivals(1)
    await queue.idle()
    await library.watchFolders.lookAgain()
    await writePhotos(path, ['b.jpg'])
    await arrivals(2)
    await queue.idle()
    expect(await filesIn(path)).toEqual(['a.jpg', 'a_16x9.jpg', 'b.jpg', 'b_16x9.jpg'])
    expect(library.photos('all').map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg'])
    expect(states(queue)).toEqual(['done', 'done'])
    expect(library.watchFolders.views()[0]?.waiting).toBe(0)
  })

  it('leave a queue paused that was paused with work in it', async () => {
    const { path, queue, arrivals } = await given()
    const other = await temporaryFolder()
    const [waiting = ''] = await writePhotos(other, ['waiting.jpg'])
    await queue.addBatch(await imported(waiting, [waiting]), defaultAppSettings.batch)
    await writePhotos(path, ['a.jpg'])
    expect(await arrivals(1)).toMatchObject([{ started: 1 }])
    expect(queue.summary().running).toBe(false)
    expect(states(queue)).toEqual(['queued', 'queued'])
  })

  it('say that they were not started when the queue does not take them', async () => {
    const { path, arrivals, errors, set } = await given()
    set({
      batch: { ...defaultAppSettings.batch, output: { ...defaultAppSettings.batch.output, template: '{nonsense}' } },
    })
    await writePhotos(path, ['a.jpg'])
    expect(await arrivals(1)).toMatchObject([{ photos: 1, started: 0, held: 'failed' }])
    expect(errors).toMatchObject([{ code: 'bad-request' }])
  })
})
