import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { OutputRow } from '../../../main/queue/store/outputs'
import { Store } from '../../../main/queue/store/store'
import { OutputWriter } from '../../../main/queue/write-output'
import { TestImaging } from './test-imaging'
import { filesIn, temporaryFolder } from './world'

const bytes = 'the finished output'
const sha256 = createHash('sha256').update(bytes).digest('hex')

/** One output that was about to be written when its process ended. */
async function scene() {
  const store = Store.open(await temporaryFolder(), 0)
  onTestFinished(() => store.close())
  const imaging = new TestImaging()
  const writer = new OutputWriter({
    store,
    hash: (path) => imaging.hash(path),
    now: () => Date.now(),
    onStep: () => undefined,
  })
  const folder = await temporaryFolder()
  const path = join(folder, 'a_16x9.jpg')
  const temporary = join(folder, '.outframe-job-1-x.part')
  const row = (): OutputRow => {
    const [stored] = store.outputs.ofJob('job')
    if (!stored) throw new TypeError('Expected an output')
    return stored
  }
  store.lightly(() => {
    store.outputs.insert('job', { variation: 1, planned: path, path })
    store.outputs.intend(row().number, { path, temporary, at: Date.now() })
  })
  return { store, writer, folder, path, temporary, row }
}

/** What tells an empty file from one that takes its place. */
async function identity(path: string): Promise<string> {
  const { ino, mtimeNs } = await stat(path, { bigint: true })
  return `${ino}:${mtimeNs}`
}

test('an empty file that holds the name, and what was begun, are cleared away', async () => {
  const { store, writer, folder, path, temporary, row } = await scene()
  await writeFile(path, '')
  await writeFile(temporary, 'half of it')
  const held = await identity(path)
  store.lightly(() => store.outputs.saveReservation(row().number, held))
  expect(await writer.settle(row())).toBe('clear')
  expect(await filesIn(folder)).toEqual([])
  expect(row()).toMatchObject({ reservingAt: null, temporary: null, reservation: null })
})

test('also when the crash came before it was known that the name is held', async () => {
  const { writer, folder, path, row } = await scene()
  await writeFile(path, '')
  expect(await writer.settle(row())).toBe('clear')
  expect(await filesIn(folder)).toEqual([])
})

test('an empty file that took the place of the one that held the name stays', async () => {
  const { store, writer, path, row } = await scene()
  store.lightly(() => store.outputs.saveReservation(row().number, '1:1'))
  await writeFile(path, '')
  expect(await writer.settle(row())).toBe('clear')
  expect(existsSync(path)).toBe(true)
})

test('an empty file of another time stays', async () => {
  const { writer, path, row } = await scene()
  await writeFile(path, '')
  const earlier = new Date(Date.now() - 60_000)
  await utimes(path, earlier, earlier)
  expect(await writer.settle(row())).toBe('clear')
  expect(existsSync(path)).toBe(true)
})

test('a file that has its name, whole, is known for what it is', async () => {
  const { store, writer, path, row } = await scene()
  store.lightly(() => store.outputs.saveContent(row().number, bytes.length, sha256))
  await writeFile(path, bytes)
  expect(await writer.settle(row())).toBe('written')
  expect(await readFile(path, 'utf8')).toBe(bytes)
})

test('a file of the same size with other content is somebody else’s', async () => {
  const { store, writer, path, row } = await scene()
  store.lightly(() => store.outputs.saveContent(row().number, bytes.length, sha256))
  await writeFile(path, bytes.toUpperCase())
  expect(await writer.settle(row())).toBe('clear')
  expect(await readFile(path, 'utf8')).toBe(bytes.toUpperCase())
})

test('a folder that is not there is looked at later', async () => {
  const { writer, folder, path, temporary, row } = await scene()
  await writeFile(path, '')
  await writeFile(temporary, 'half of it')
  await rename(folder, `${folder}-away`)
  const before = row()
  expect(await writer.settle(before)).toBe('unreachable')
  expect(row()).toEqual(before)
  await rename(`${folder}-away`, folder)
  expect(await writer.settle(row())).toBe('clear')
  expect(await filesIn(folder)).toEqual([])
})

test('names taken one after another are passed over', async () => {
  const { writer, store, folder, path, row } = await scene()
  await writeFile(path, 'first')
  await writeFile(join(folder, 'A_16x9_2.JPG'), 'second')
  const work = {
    make: (temporary: string) => writeFile(temporary, bytes),
    done: () => store.lightly(() => store.outputs.markWritten(row().number)),
    signal: new AbortController().signal,
  }
  expect(await writer.write(row(), work)).toBe(join(folder, 'a_16x9_3.jpg'))
  expect(await filesIn(folder)).toEqual(['A_16x9_2.JPG', 'a_16x9.jpg', 'a_16x9_3.jpg'])
  expect(row()).toMatchObject({ path: join(folder, 'a_16x9_3.jpg'), written: true, sha256, bytes: bytes.length })
})
