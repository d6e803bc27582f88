import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import sharp, { type Region } from 'sharp'
import { onTestFinished } from 'vitest'

/** A place of its own for one test: a folder of photos and the program's home. Removed after the test. */
export interface Place {
  readonly photos: string
  readonly home: string
}

export async function place(): Promise<Place> {
  const top = await realpath(await mkdtemp(join(tmpdir(), 'outframe-cli-')))
  onTestFinished(() => rm(top, { recursive: true, force: true, maxRetries: 3 }))
  const photos = join(top, 'photos')
  await mkdir(photos)
  return { photos, home: join(top, 'home') }
}

/** Writes a photo, and the folders it needs: noise, so that every pixel is told from every other. */
export async function writePhoto(path: string, width = 60, height = 40): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  const raw = { width, height, channels: 3 } as const
  await sharp(randomBytes(width * height * 3), { raw }).toFile(path)
  return path
}

/** Every file below a folder, relative to it, sorted; what it is not there for is not there. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

/** Decoded samples of a picture, or of a part of it. */
export async function pixels(path: string, part?: Region): Promise<Buffer> {
  const picture = sharp(path)
  return (part ? picture.extract(part) : picture).raw().toBuffer()
}
