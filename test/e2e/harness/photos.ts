import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import sharp, { type Region } from 'sharp'

export interface PhotoOptions {
  readonly width?: number
  readonly height?: number
  /** 16 bits a sample instead of 8; PNG and TIFF alone can. */
  readonly deep?: boolean
}

/** Writes a photo, and the folders it needs: noise, so that every pixel is told from every other. */
export async function writePhoto(path: string, options: PhotoOptions = {}): Promise<string> {
  const { width = 60, height = 40, deep = false } = options
  await mkdir(dirname(path), { recursive: true })
  const raw = { width, height, channels: 3 } as const
  const samples = randomBytes(width * height * 3 * (deep ? 2 : 1))
  const picture = deep
    ? sharp(new Uint16Array(samples.buffer, samples.byteOffset, samples.length / 2), { raw })
    : sharp(samples, { raw })
  await (deep ? picture.toColourspace('rgb16') : picture).toFile(path)
  return path
}

/** Writes `count` photos into a folder, `photo-01.jpg` and so on. */
export async function writePhotos(folder: string, count: number, options?: PhotoOptions): Promise<readonly string[]> {
  const names = Array.from({ length: count }, (_, index) => `photo-${String(index + 1).padStart(2, '0')}.jpg`)
  const written: string[] = []
  for (const name of names) written.push(await writePhoto(join(folder, name), options))
  return written
}

/** Decoded samples of a picture, or of a part of it, as deep as they are. */
export async function pixels(path: string, part?: Region): Promise<Buffer> {
  const { depth } = await sharp(path).metadata()
  const picture = part ? sharp(path).extract(part) : sharp(path)
  return depth === 'ushort'
    ? picture.toColourspace('rgb16').raw({ depth: 'ushort' }).toBuffer()
    : picture.raw().toBuffer()
}

/** Every file below a folder, relative to it, sorted. Markers of output folders are left out. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name !== '.outframe')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

/** Every file below a folder that holds a text, as it is or as UTF-16. */
export async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const content = await readFile(path)
    if (content.includes(text) || content.includes(text, 0, 'utf16le')) found.push(path)
  }
  return found
}
