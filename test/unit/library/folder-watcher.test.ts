import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { stateOf } from '../../../main/library/arrivals/folder-state'
import { FolderWatcher } from '../../../main/library/watch/folder-watcher'
import { isNetworkDrive } from '../../../main/library/watch/network-drive'
import { outputMarker } from '../../../main/shared/output-marker'
import { temporaryFolder } from './temporary'

/** A watcher, and a way to wait until something was told. */
function given(recursive = false) {
  const told = new Set<string>()
  let check: () => void = () => undefined
  const watcher = new FolderWatcher({
    recursive,
    onEvent: (folder, name) => {
      told.add(name === null ? `${folder}: all` : join(folder, name))
      check()
    },
  })
  onTestFinished(() => watcher.close())
  const until = (event: string) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (told.has(event)) resolve()
      }
      check()
    })
  return { watcher, told, until }
}

describe('a watcher of folders', () => {
  it('tells what happens in those that it was given, and in no others', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'inner'))
    const { watcher, told, until } = given()
    await watcher.set(new Set([folder]))
    await writeFile(join(folder, 'inner', 'x'), '')
    await writeFile(join(folder, 'y'), '')
    await until(join(folder, 'y'))
    expect(told).not.toContain(join(folder, 'inner', 'x'))
    await watcher.set(new Set([join(folder, 'inner')]))
    await until(`${join(folder, 'inner')}: all`)
    await writeFile(join(folder, 'z'), '')
    await writeFile(join(folder, 'inner', 'x2'), '')
    await until(join(folder, 'inner', 'x2'))
    expect(told).not.toContain(join(folder, 'z'))
  })

  it('tells of all below by their own folders where one watch covers them', async () => {
    const folder = await temporaryFolder()
    const inner = join(folder, 'a', 'b')
    await mkdir(inner, { recursive: true })
    const { watcher, until } = given(true)
    await watcher.set(new Set([folder, inner]))
    expect(watcher.missing).toEqual([])
    await writeFile(join(inner, 'deep'), '')
    await until(join(inner, 'deep'))
  })

  it('waits for a folder that is not there, and sees that another one took its place', async () => {
    const parent = await temporaryFolder()
    const folder = join(parent, 'a', 'b')
    const { watcher, told, until } = given()
    await watcher.set(new Set([folder]))
    expect(watcher.missing).toEqual([folder])
    await mkdir(dirname(folder))
    await until(dirname(folder))
    await watcher.verify([])
    await mkdir(folder)
    await until(folder)
    await watcher.verify([])
    await until(`${folder}: all`)
    expect(watcher.missing).toEqual([])
    await rename(folder, join(parent, 'away'))
    await mkdir(folder)
    told.clear()
    await watcher.verify([folder])
    await until(`${folder}: all`)
    await writeFile(join(folder, 'x'), '')
    await until(join(folder, 'x'))
    await rm(dirname(folder), { recursive: true })
    await watcher.verify([folder])
    expect(watcher.missing).toEqual([folder])
  })
})

it('a folder of results is known from above, too', async () => {
  const folder = await temporaryFolder()
  const inner = join(folder, 'day 1')
  await mkdir(inner)
  await writeFile(join(inner, 'file'), '')
  expect(await stateOf(inner)).toBe('watching')
  await writeFile(join(folder, outputMarker), '')
  expect(await stateOf(inner)).toBe('output')
  expect(await stateOf(join(inner, 'missing'))).toBe('gone')
  expect(await stateOf(join(inner, 'file'))).toBe('gone')
})

it('a disk of this machine is no network drive', async () => {
  expect(await isNetworkDrive(await temporaryFolder())).toBe(false)
  expect(await isNetworkDrive(`/missing/${basename('x')}`)).toBe(false)
})
