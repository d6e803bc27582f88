import { existsSync, readdirSync, truncateSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { jobStates } from '../../../core/job'
import { defaultBatchSettings } from '../../../core/settings'
import { openQueue } from '../../../main/queue/queue'
import { readQueueStatus } from '../../../main/queue/status'
import { migrations } from '../../../main/queue/store/schema'
import { Store, storeFile } from '../../../main/queue/store/store'
import { closeDatabase, openDatabase } from '../../../main/shared/sqlite'
import { TestImaging } from './test-imaging'
import { expand, imported, openWorld, states, temporaryFolder, writePhotos } from './world'

const options = { imaging: new TestImaging(), version: '0.0.0' }

/** A state folder with one job done and one waiting, closed. */
async function usedState(): Promise<string> {
  const { queue, stateDir } = await openWorld()
  const folder = await temporaryFolder()
  await expand(queue, await imported(folder, await writePhotos(folder, ['a.jpg'])))
  await queue.setRunning(false)
  await queue.addBatch(await imported(folder, await writePhotos(folder, ['b.jpg'])), defaultBatchSettings)
  await queue.close()
  return stateDir
}

test('all that was stored is there at the next start', async () => {
  const { queue, stateDir } = await openWorld()
  const folder = await temporaryFolder()
  await expand(queue, await imported(folder, await writePhotos(folder, ['a.jpg', 'b.jpg'])))
  await queue.setRunning(false)
  await queue.addBatch(await imported(folder, await writePhotos(folder, ['c.jpg'])), defaultBatchSettings)
  const before = queue.snapshot()
  await queue.close()
  const later = await openWorld({ stateDir })
  const { jobs, batches, summary } = later.queue.snapshot()
  expect(jobs).toEqual(before.jobs)
  expect(batches).toEqual(before.batches)
  expect(summary.counts).toEqual(before.summary.counts)
})

test('a batch that was not sealed never was', async () => {
  const stateDir = await usedState()
  const database = openDatabase(storeFile(stateDir), { migrations })
  database.exec(`INSERT INTO batches (id, created_at, engine, skipped, sealed) VALUES ('half', 1, 'local', 0, 0);
    INSERT INTO jobs (id, batch_id, position, state, units, progress)
      SELECT 'half-' || id, 'half', position + 10, state, units, progress FROM jobs;
    INSERT INTO outputs (job_id, variation, planned, path, written) VALUES ('half-x', 1, '/x', '/x', 0)`)
  closeDatabase(database)
  expect(readQueueStatus(stateDir).batches).toHaveLength(2)
  const { queue } = await openWorld({ stateDir })
  expect(states(queue)).toEqual(['done', 'queued'])
  expect(queue.snapshot().batches).toHaveLength(2)
})

test('a store of an older version is brought up to date, step by step, and keeps what it holds', async () => {
  const file = join(await temporaryFolder(), 'old.sqlite')
  const first = 'CREATE TABLE things (name TEXT) STRICT; INSERT INTO things VALUES (1)'
  closeDatabase(openDatabase(file, { migrations: [first] }))
  const steps = [first, 'ALTER TABLE things ADD COLUMN size INTEGER', 'UPDATE things SET size = 3']
  const database = openDatabase(file, { migrations: steps })
  onTestFinished(() => closeDatabase(database))
  expect(database.prepare('SELECT * FROM things').get()).toMatchObject({ name: '1', size: 3 })
  expect(database.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 3 })
})

test('a queue of the version before priorities and history opens as it was left', async () => {
  const stateDir = await usedState()
  const now = openDatabase(storeFile(stateDir), { migrations })
  const rows = {
    jobs: now
      .prepare('SELECT id, batch_id, position, state, reason, units, progress, content_hash, paint_key FROM jobs')
      .all(),
    specs: now.prepare('SELECT * FROM specs').all(),
    batches: now.prepare('SELECT id, created_at, engine, skipped, sealed, budget, pilot FROM batches').all(),
  }
  closeDatabase(now)
  const old = join(await temporaryFolder(), 'state')
  await mkdir(old)
  const before = openDatabase(storeFile(old), { migrations: migrations.slice(0, 2) })
  for (const [table, all] of Object.entries(rows)) {
    for (const row of all as Record<string, string | number | null>[]) {
      const names = Object.keys(row)
      const marks = names.map(() => '?').join(', ')
      before.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`).run(...Object.values(row))
    }
  }
  closeDatabase(before)
  const { queue } = await openWorld({ stateDir: old })
  const { jobs, batches } = queue.snapshot()
  expect(jobs.map(({ state, priority, cleared }) => ({ state, priority, cleared }))).toEqual([
    { state: 'done', priority: 'normal', cleared: false },
    { state: 'queued', priority: 'normal', cleared: false },
  ])
  expect(batches.map(({ photos, held }) => ({ photos, held }))).toEqual([
    { photos: null, held: false },
    { photos: null, held: false },
  ])
  expect(queue.batchSettings(batches[0]?.id ?? '')).toBeNull()
})

test('a step of the schema that fails is undone and tried again at the next start', async () => {
  const file = join(await temporaryFolder(), 'old.sqlite')
  expect(() => openDatabase(file, { migrations: ['CREATE TABLE a (x); CREATE TABLE a (y)'] })).toThrow('already exists')
  const database = openDatabase(file, { migrations: ['CREATE TABLE a (x)'] })
  onTestFinished(() => closeDatabase(database))
  expect(database.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 1 })
})

test('a store of a newer version is left alone, with words', async () => {
  const stateDir = await usedState()
  const database = openDatabase(storeFile(stateDir), { migrations })
  database.exec(`PRAGMA user_version = ${migrations.length + 1}`)
  closeDatabase(database)
  const before = await readFile(storeFile(stateDir))
  const newer = { code: 'state-unreadable', message: expect.stringContaining('newer version') }
  await expect(openQueue({ ...options, stateDir })).rejects.toMatchObject(newer)
  expect(() => readQueueStatus(stateDir)).toThrow(expect.objectContaining(newer))
  expect(await readFile(storeFile(stateDir))).toEqual(before)
})

const damages: readonly (readonly [string, (file: string) => Promise<void> | void])[] = [
  ['something else', (file) => writeFile(file, 'not a store at all, but long enough to look like one '.repeat(40))],
  ['cut off', async (file) => truncateSync(file, (await stat(file)).size - 4096 * 3)],
  ['torn inside', async (file) => writeFile(file, (await readFile(file)).fill(0x5a, 4096 * 2, 4096 * 12))],
  [
    'a job that is none',
    (file) => {
      const database = openDatabase(file, { migrations })
      database.exec(`UPDATE specs SET spec = '{"id":7}'`)
      closeDatabase(database)
    },
  ],
]

test.each(damages)('a store that is damaged (%s) is kept aside, and the next start begins anew', async (_, damage) => {
  const stateDir = await usedState()
  const file = storeFile(stateDir)
  await damage(file)
  const damaged = await readFile(file)
  await expect(openQueue({ ...options, stateDir })).rejects.toMatchObject({
    code: 'state-unreadable',
    message: expect.stringMatching(/damaged.*queue\.damaged-.*\.sqlite; start again/),
  })
  const aside = readdirSync(stateDir).find((name) => /^queue\.damaged-.*\.sqlite$/.test(name)) ?? ''
  expect((await readFile(join(stateDir, aside))).length).toBeGreaterThanOrEqual(damaged.length)
  expect(existsSync(file)).toBe(false)
  const { queue } = await openWorld({ stateDir })
  expect(queue.snapshot().jobs).toEqual([])
})

test('status counts what a state folder holds; one that is not there holds nothing and stays away', async () => {
  const stateDir = await usedState()
  const none = Object.fromEntries(jobStates.map((state) => [state, 0]))
  expect(readQueueStatus(stateDir)).toEqual({
    event: 'status',
    state: stateDir,
    owned: false,
    counts: { ...none, done: 1, queued: 1 },
    blocked: {},
    units: 0,
    batches: [
      { id: expect.any(String), createdAt: expect.any(Number), engine: 'local', counts: { ...none, done: 1 } },
      { id: expect.any(String), createdAt: expect.any(Number), engine: 'local', counts: { ...none, queued: 1 } },
    ],
  })
  const missing = join(await temporaryFolder(), 'nothing')
  expect(readQueueStatus(missing)).toMatchObject({ counts: none, batches: [] })
  expect(existsSync(missing)).toBe(false)
})

test('status tells blocked jobs by their reason', async () => {
  const { queue, stateDir } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await expand(queue, photos, { ...defaultBatchSettings, engine: 'cometapi' })
  expect(readQueueStatus(stateDir)).toMatchObject({ owned: true, counts: { blocked: 1 }, blocked: { 'no-key': 1 } })
})

test('what fails in a transaction leaves nothing of it', async () => {
  const stateDir = await temporaryFolder()
  await mkdir(stateDir, { recursive: true })
  const store = Store.open(stateDir, 0)
  onTestFinished(() => store.close())
  const broken = () =>
    store.durably(() => {
      store.roots.add('/out')
      throw new RangeError('no')
    })
  expect(broken).toThrow('no')
  expect(store.roots.has('/out')).toBe(false)
  store.lightly(() => store.roots.add('/out'))
  expect(store.roots.has('/out')).toBe(true)
})
