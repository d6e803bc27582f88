import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copySamplePhotos } from '../../../main/app/sample-photos'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-samples-'))
  await mkdir(join(folder, 'installed'))
  await writeFile(join(folder, 'installed', 'life.jpg'), 'photo')
})
afterEach(() => rm(folder, { recursive: true }))

const copy = () => copySamplePhotos(join(folder, 'installed'), join(folder, 'home', 'samples'))

describe('copySamplePhotos', () => {
  it('makes them available where results can be written beside them', async () => {
    await chmod(join(folder, 'installed'), 0o555)
    const samples = await copy()
    expect((await stat(samples)).mode & 0o200).not.toBe(0)
    expect(await readdir(samples)).toEqual(['life.jpg'])
    expect(await readFile(join(samples, 'life.jpg'), 'utf8')).toBe('photo')
  })

  it('leaves results and changed photos as they are the next time', async () => {
    const samples = await copy()
    await mkdir(join(samples, 'outframe'))
    await writeFile(join(samples, 'life.jpg'), 'retouched')
    await copy()
    expect(await readFile(join(samples, 'life.jpg'), 'utf8')).toBe('retouched')
    expect(await readdir(samples)).toEqual(['life.jpg', 'outframe'])
  })
})
