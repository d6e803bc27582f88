import { renameSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { AppError } from '../../../core/errors'
import { defaultBatchSettings, defaultTarget } from '../../../core/settings'
import { TestImaging } from './test-imaging'
import {
  expand,
  filesIn,
  imported,
  openWorld,
  photoText,
  settingsWith,
  states,
  TestClock,
  temporaryFolder,
  writePhotos,
} from './world'

const recheckMs = 30_000

test('outputs go to `outframe` in the folder given, mirrored; beside a single file', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const [inside = '', single = ''] = await writePhotos(folder, ['walked/day1/a.jpg', 'single/b.jpg'])
  await expand(queue, [...(await imported(join(folder, 'walked'), [inside])), ...(await imported(single, [single]))])
  expect(await filesIn(folder)).toEqual([
    'single/b.jpg',
    'single/outframe/.outframe',
    'single/outframe/b_16x9.jpg',
    'walked/day1/a.jpg',
    'walked/outframe/.outframe',
    'walked/outframe/day1/a_16x9.jpg',
  ])
})

test('mirrored folders have names that every system takes', async () => {
  const { queue } = await openWorld()
  const [folder, out] = [await temporaryFolder(), await temporaryFolder()]
  const photos = await writePhotos(folder, ['CON/12:30 what?/a.jpg', 'ends in a dot./b.jpg'])
  await expand(queue, await imported(folder, photos), settingsWith({ folder: out }))
  expect(await filesIn(out)).toEqual(['.outframe', 'CON_/12_30 what_/a_16x9.jpg', 'ends in a dot/b_16x9.jpg'])
})

test('folders of several roots are mirrored in the one output folder chosen', async () => {
  const { queue } = await openWorld()
  const [one, two, out] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()]
  const photos = [
    ...(await imported(one, await writePhotos(one, ['day/a.jpg']))),
    ...(await imported(two, await writePhotos(two, ['day/a.jpg']))),
  ]
  await expand(queue, photos, settingsWith({ folder: join(out, 'new/deep') }))
  expect(await filesIn(out)).toEqual(['new/deep/.outframe', 'new/deep/day/a_16x9.jpg', 'new/deep/day/a_16x9_2.jpg'])
})

test('files already there are kept, whatever their letter case, and so are folders', async () => {
  const { queue } = await openWorld()
  const [folder, out] = [await temporaryFolder(), await temporaryFolder()]
  await writeFile(join(out, 'A_16X9.JPG'), 'mine')
  await mkdir(join(out, 'a_16x9_2.jpg'))
  await expand(queue, await imported(folder, await writePhotos(folder, ['a.jpg'])), settingsWith({ folder: out }))
  expect((await readdir(out)).sort()).toEqual(['A_16X9.JPG', 'a_16x9_2.jpg', 'a_16x9_3.jpg'])
  expect(await readFile(join(out, 'A_16X9.JPG'), 'utf8')).toBe('mine')
})

test('a file that takes the planned name before it is written is kept', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  await queue.addBatch(await imported(folder, await writePhotos(folder, ['a.jpg'])), defaultBatchSettings)
  await mkdir(join(folder, 'outframe'))
  await writeFile(join(folder, 'outframe/a_16x9.jpg'), 'mine')
  await queue.setRunning(true)
  await queue.idle()
  expect(queue.snapshot().jobs[0]?.outputs).toEqual([{ path: join(folder, 'outframe/a_16x9_2.jpg'), variation: 1 }])
  expect(await readFile(join(folder, 'outframe/a_16x9.jpg'), 'utf8')).toBe('mine')
})

test('a file saved over the reserved name while the output is made is kept', async () => {
  const { queue, imaging } = await openWorld()
  const folder = await temporaryFolder()
  const output = join(folder, 'outframe/a_16x9.jpg')
  imaging.beforeCompose = () => writeFile(output, 'mine')
  await expand(queue, await imported(folder, await writePhotos(folder, ['a.jpg'])))
  expect(await readFile(output, 'utf8')).toBe('mine')
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'a_16x9.jpg', 'a_16x9_2.jpg'])
})

test('a reserved name that was removed meanwhile is taken once more', async () => {
  const { queue, imaging } = await openWorld()
  const folder = await temporaryFolder()
  const output = join(folder, 'outframe/a_16x9.jpg')
  imaging.beforeCompose = () => rm(output)
  await expand(queue, await imported(folder, await writePhotos(folder, ['a.jpg'])))
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'a_16x9.jpg'])
})

test('a photo that has the shape already is written once, with nothing painted', async () => {
  const { queue, imaging } = await openWorld()
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'a.jpg'), photoText(1600, 900, 'wide'))
  await expand(queue, await imported(folder, [join(folder, 'a.jpg')]), { ...defaultBatchSettings, n: 3 })
  expect(imaging.composed.map((request) => request.surroundings)).toEqual([{ kind: 'none' }])
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'a_16x9.jpg'])
})

test("a photo's own target takes the place of the batch's", async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const [a = '', b = ''] = await writePhotos(folder, ['a.jpg', 'b.jpg'])
  const square = { ...defaultTarget, kind: 'ratio' as const, ratio: { width: 1, height: 1 }, turns: false }
  await expand(queue, [...(await imported(folder, [a])), ...(await imported(folder, [b], square))])
  expect(queue.snapshot().jobs.map(({ shape, canvas }) => [shape, canvas])).toEqual([
    ['16x9', { width: 712, height: 400 }],
    ['1x1', { width: 600, height: 600 }],
  ])
})

test('photos that cannot be planned are refused with the reason, the others are stored', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const [a = '', strip = ''] = await writePhotos(folder, ['a.jpg', 'strip.jpg'])
  await writeFile(strip, photoText(6000, 100, 'strip'))
  const added = await queue.addBatch(await imported(folder, [a, strip]), { ...defaultBatchSettings, engine: 'kling' })
  expect(added.jobs.map((job) => job.source)).toEqual([a])
  expect(added.refused).toMatchObject([{ source: strip, error: { code: 'limit-ratio' } }])
})

test('a template that is none is refused before anything is stored', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await expect(queue.addBatch(photos, settingsWith({ template: '{nome}' }))).rejects.toMatchObject({
    code: 'bad-request',
  })
  expect(queue.snapshot().batches).toEqual([])
})

test('planning that is given up stores nothing', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  const added = queue.addBatch(photos, defaultBatchSettings, { signal: AbortSignal.abort() })
  await expect(added).rejects.toMatchObject({ code: 'cancelled' })
  expect(queue.snapshot().jobs).toEqual([])
})

test('an output folder with photos of the user is not marked, so that it can be walked again', async () => {
  const { queue } = await openWorld()
  const [folder, out] = [await temporaryFolder(), await temporaryFolder()]
  const [own = ''] = await writePhotos(out, ['holiday.jpg'])
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await expand(queue, photos, settingsWith({ folder: out }))
  expect(await filesIn(out)).toEqual(['a_16x9.jpg', basename(own)])
  await expand(queue, photos, settingsWith({ folder, format: 'png' }))
  expect(await filesIn(folder)).toEqual(['a.jpg', 'a_16x9.png'])
})

test('jobs whose output folder cannot be are blocked, the others go on; Resume tries again', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const [a = '', b = ''] = await writePhotos(folder, ['one/a.jpg', 'two/b.jpg'])
  await writeFile(join(folder, 'one/outframe'), 'a file in the way')
  await expand(queue, [...(await imported(join(folder, 'one'), [a])), ...(await imported(join(folder, 'two'), [b]))])
  expect(queue.snapshot().jobs).toMatchObject([
    { state: 'blocked', reason: 'output', error: { code: 'output-unwritable' } },
    { state: 'done' },
  ])
  expect(queue.snapshot().jobs[0]?.error?.message).toContain(join(folder, 'one/outframe'))
  await rm(join(folder, 'one/outframe'))
  await queue.setRunning(true)
  await queue.idle()
  expect(states(queue)).toEqual(['done', 'done'])
})

test('an output folder that is gone blocks, is not created anew, and is noticed when it is back', async () => {
  const clock = new TestClock()
  const { queue, imaging } = await openWorld({ imaging: new TestImaging({ parallel: 1 }), clock })
  const [folder, disk] = [await temporaryFolder(), await temporaryFolder()]
  const out = join(disk, 'out')
  await mkdir(out)
  imaging.beforeCompose = ({ source }) => (source.endsWith('a.jpg') ? rm(out, { recursive: true }) : undefined)
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg', 'b.jpg']))
  await expand(queue, photos, settingsWith({ folder: out }))
  expect(queue.snapshot().jobs.map(({ state, reason }) => [state, reason])).toEqual([
    ['blocked', 'output'],
    ['blocked', 'output'],
  ])
  expect(queue.snapshot().jobs[1]?.error?.message).toContain(`${out} is gone`)
  expect(await readdir(disk)).toEqual([])

  imaging.beforeCompose = () => undefined
  clock.advance(recheckMs)
  await vi.waitFor(() => expect(clock.timers).toBe(1), { interval: 5 })
  expect(states(queue)).toEqual(['blocked', 'blocked'])
  await mkdir(out)
  clock.advance(recheckMs)
  await vi.waitFor(() => expect(states(queue)).toEqual(['done', 'done']), { interval: 5 })
  expect(await filesIn(out)).toEqual(['.outframe', 'a_16x9.jpg', 'b_16x9.jpg'])
  expect(clock.timers).toBe(0)
})

test.each(['hash', 'promise', 'rename'])(
  'an output folder that goes away before "%s" blocks, and the job goes on once it is back',
  async (step) => {
    const [folder, disk] = [await temporaryFolder(), await temporaryFolder()]
    const out = join(disk, 'out')
    let away = false
    const onStep = (now: string) => {
      if (now !== step || away) return
      renameSync(out, join(disk, 'elsewhere'))
      away = true
    }
    const { queue } = await openWorld({ onStep })
    const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
    await expand(queue, photos, settingsWith({ folder: out }))
    expect(queue.snapshot().jobs[0]).toMatchObject({
      state: 'blocked',
      reason: 'output',
      error: { code: 'output-unwritable', message: expect.stringContaining(out) },
    })
    renameSync(join(disk, 'elsewhere'), out)
    await queue.setRunning(true)
    await queue.idle()
    expect(states(queue)).toEqual(['done'])
    expect(await filesIn(out)).toEqual(['.outframe', 'a_16x9.jpg'])
  },
)

test('a disk that fills up blocks what goes there, and leaves no pieces', async () => {
  const { queue, imaging } = await openWorld({ imaging: new TestImaging({ parallel: 1 }) })
  const folder = await temporaryFolder()
  imaging.beforeCompose = () => {
    throw new AppError('output-full', 'The disk is full.')
  }
  await expand(queue, await imported(folder, await writePhotos(folder, ['a.jpg', 'b.jpg', 'c.jpg'])))
  expect(queue.snapshot().jobs.map(({ reason, error }) => [reason, error?.code])).toEqual([
    ['output', 'output-full'],
    ['output', 'output-full'],
    ['output', 'output-full'],
  ])
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe'])
  imaging.beforeCompose = () => undefined
  await queue.setRunning(true)
  await queue.idle()
  expect(states(queue)).toEqual(['done', 'done', 'done'])
})

test('photos whose format cannot hold the output are refused before anything is done, with the way out', async () => {
  const { queue, imaging } = await openWorld()
  const folder = await temporaryFolder()
  const [a = '', wide = ''] = await writePhotos(folder, ['a.jpg', 'wide.jpg'])
  await writeFile(wide, photoText(17_000, 9562, 'wide'))
  const added = await queue.addBatch(await imported(folder, [a, wide]), settingsWith({ format: 'webp' }))
  expect(added.jobs.map((job) => job.source)).toEqual([a])
  expect(added.refused).toMatchObject([
    { source: wide, error: { code: 'output-format', message: expect.stringContaining('Choose TIFF') } },
  ])
  expect(imaging.composed).toEqual([])
})

test.each([
  [4, '4 a'],
  [-1, '0 a'],
  [undefined, '0 a'],
])('names may tell the photo’s stars: %s', async (rating, stem) => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  const rated = photos.map((photo) => ({ ...photo, header: { ...photo.header, rating } }))
  await expand(queue, rated, settingsWith({ template: '{rating} {name}' }))
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', `${stem}.jpg`])
})
