import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { realisticJpeg } from '../../fixtures/images/realistic-photo'

/** Two megapixels. */
export const twoMegapixels = { width: 1732, height: 1155 } as const

/** The same picture under other bytes: a comment with its number (JPEG's COM segment) makes each a photo of its own. */
export async function writeAlike(folder: string, count: number): Promise<Buffer> {
  await mkdir(folder)
  const jpeg = await realisticJpeg(twoMegapixels.width, twoMegapixels.height)
  for (let number = 0; number < count; number += 1) {
    const comment = Buffer.from([0xff, 0xfe, 0, 6, 0, 0, number >> 8, number & 0xff])
    const file = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)])
    await writeFile(join(folder, `${String(number).padStart(3, '0')}.jpg`), file)
  }
  return jpeg
}

/** Binary digits of a photo's number, painted as that many vertical bars, dark or light. */
const digits = 8
const [dark, light] = [60, 200]

/** Photos that tell their number by what is on them, whatever became of their files; answers with their paths. */
export async function writeNumbered(
  folder: string,
  count: number,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<readonly string[]> {
  await mkdir(folder)
  const paths: string[] = []
  for (let number = 0; number < count; number += 1) {
    const bars = Buffer.from(Array.from({ length: digits }, (_, bit) => ((number >> bit) & 1 ? light : dark)))
    const path = join(folder, `${String(number).padStart(3, '0')}.jpg`)
    await sharp(bars, { raw: { width: digits, height: 1, channels: 1 } })
      .resize(width, height, { kernel: 'nearest', fit: 'fill' })
      .toColourspace('srgb')
      .jpeg({ quality: 90 })
      .toFile(path)
    paths.push(path)
  }
  return paths
}

/** Which of those photos a picture shows. */
export async function numberOn(picture: Buffer): Promise<number> {
  const bars = await sharp(picture).toColourspace('b-w').resize(digits, 1, { fit: 'fill' }).raw().toBuffer()
  return [...bars].reduce((number, value, bit) => number + (value > (dark + light) / 2 ? 1 << bit : 0), 0)
}

/** SHA-256 of files, by path. */
export async function hashesOf(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const hashed = paths.map(
    async (path) =>
      [
        path,
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      ] as const,
  )
  return new Map(await Promise.all(hashed))
}
