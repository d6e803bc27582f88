import { spawnSync } from 'node:child_process'
import { chmod, chown, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultBatchSettings } from '../../../core/settings'
import { mayMount, mountSmallDisk, run } from '../../fixtures/small-disk'
import { TestImaging } from '../../unit/queue/test-imaging'
import {
  expand,
  filesIn,
  imported,
  openWorld,
  settingsWith,
  states,
  temporaryFolder,
  writePhotos,
} from '../../unit/queue/world'
import { queueProcesses } from './processes'

/** `nobody`: a user for whom permissions count. Root reads and writes everything. */
const nobody = 65_534

const isRoot = process.getuid?.() === 0
const mayRunAsNobody = isRoot && spawnSync(process.execPath, ['-e', ''], { uid: nobody, gid: nobody }).status === 0

/** A small disk of its own for the test that is running. */
async function smallDisk(size: string): Promise<string> {
  const folder = await temporaryFolder()
  mountSmallDisk(folder, size)
  return folder
}

const start = queueProcesses()

test.skipIf(!mayMount)(
  'a full disk blocks what goes there, leaves no pieces, and goes on once there is space',
  async () => {
    const disk = await smallDisk('100k')
    const folder = await temporaryFolder()
    const paths = await writePhotos(folder, ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'], 'x'.repeat(25_000))
    const { queue, imaging } = await openWorld({ imaging: new TestImaging({ parallel: 1 }) })
    const settings = settingsWith({ folder: join(disk, 'out') })
    await expand(queue, await imported(folder, paths), settings)
    expect(queue.snapshot().jobs.map(({ state, reason, error }) => [state, reason, error?.code])).toEqual([
      ['done', null, undefined],
      ['done', null, undefined],
      ['done', null, undefined],
      ['blocked', 'output', 'output-full'],
      ['blocked', 'output', 'output-full'],
    ])
    expect(queue.snapshot().jobs[4]?.error?.message).toContain('is full')
    // Once it is known that the disk is full the next is not composed in vain.
    expect(imaging.composed).toHaveLength(4)
    const made = ['a', 'b', 'c'].map((name) => `out/${name}_16x9.jpg`)
    expect(await filesIn(disk)).toEqual(['out/.outframe', ...made])

    expect(run('mount', '-o', 'remount,size=1m', disk)).toBe(true)
    await queue.setRunning(true)
    await queue.idle()
    expect(states(queue)).toEqual(['done', 'done', 'done', 'done', 'done'])
  },
)

test.skipIf(!mayMount)('a read-only disk blocks what goes there, the rest goes on', async () => {
  const disk = await smallDisk('1m')
  await mkdir(join(disk, 'out'))
  expect(run('mount', '-o', 'remount,ro', disk)).toBe(true)
  const [one, two] = [await temporaryFolder(), await temporaryFolder()]
  const { queue } = await openWorld()
  const there = await imported(one, await writePhotos(one, ['a.jpg', 'b.jpg']))
  await queue.addBatch(there, settingsWith({ folder: join(disk, 'out') }))
  await expand(queue, await imported(two, await writePhotos(two, ['c.jpg'])))
  expect(queue.snapshot().jobs.map(({ state, error }) => [state, error?.code])).toEqual([
    ['blocked', 'output-unwritable'],
    ['blocked', 'output-unwritable'],
    ['done', undefined],
  ])
  expect(queue.snapshot().jobs[0]?.error?.message).toContain('read-only')
})

test.skipIf(!mayRunAsNobody)(
  'permissions: a folder that may not be written blocks, a photo that may not be read fails',
  async () => {
    const folder = await temporaryFolder()
    const [locked, open, state] = [join(folder, 'locked'), join(folder, 'open'), join(folder, 'state')]
    const [a = '', b = '', secret = ''] = await writePhotos(folder, ['locked/a.jpg', 'open/b.jpg', 'open/secret.jpg'])
    await mkdir(state)
    await chmod(folder, 0o755)
    await chmod(locked, 0o555)
    for (const path of [open, state]) await chown(path, nobody, nobody)
    const photos = [...(await imported(locked, [a])), ...(await imported(open, [b, secret]))]
    await chmod(secret, 0o000)
    const order = { stateDir: state, photos, settings: defaultBatchSettings }
    const words = await start(order, { uid: nobody }).ended()
    expect(words.filter((word) => word.say === 'job')).toEqual([
      { say: 'job', source: a, state: 'blocked', message: expect.stringContaining('permission denied') },
      { say: 'job', source: b, state: 'done' },
      { say: 'job', source: secret, state: 'failed', message: expect.stringContaining('permission denied') },
    ])
    expect((await readdir(locked)).sort()).toEqual(['a.jpg'])
  },
)

test.skipIf(!mayRunAsNobody)('a state folder that may not be written is refused with words', async () => {
  const folder = await temporaryFolder()
  await chmod(folder, 0o755)
  const order = { stateDir: join(folder, 'state'), photos: [], settings: defaultBatchSettings }
  expect(await start(order, { uid: nobody }).ended()).toEqual([
    { say: 'error', code: 'state-unwritable', message: expect.stringContaining(join(folder, 'state')) },
  ])
})

test.skipIf(!mayMount)('a queue whose own disk is full stops with words and loses nothing', async () => {
  const disk = await smallDisk('1m')
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg', 'b.jpg']))
  const { queue, changes } = await openWorld({ stateDir: join(disk, 'state') })
  await queue.addBatch(photos, defaultBatchSettings)
  // As much as fits, to the last byte.
  await expect(writeFile(join(disk, 'ballast'), Buffer.alloc(2_000_000))).rejects.toMatchObject({ code: 'ENOSPC' })
  await queue.setRunning(true)
  await expect(queue.idle()).rejects.toMatchObject({
    code: 'state-unwritable',
    message: expect.stringContaining('full'),
  })
  expect(queue.summary()).toMatchObject({ running: false, problem: { code: 'state-unwritable' } })
  expect(changes.at(-1)).toEqual({ type: 'summary' })
  await expect(queue.addBatch(photos, defaultBatchSettings, { again: true })).rejects.toMatchObject({
    code: 'state-unwritable',
  })

  await rm(join(disk, 'ballast'))
  await queue.setRunning(true)
  await queue.idle()
  expect(queue.summary().problem).toBeUndefined()
  expect(states(queue)).toEqual(['done', 'done'])
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'a_16x9.jpg', 'b_16x9.jpg'])
})
