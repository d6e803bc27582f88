import { readdir } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { openPicture } from '../../../main/imaging/sharp'
import type { Picture } from './picture'

/** Photos are reduced to about so many px: enough for the eye, and a run takes minutes, not hours. */
const measuredPx = 1_600_000

/** A photograph that is known as a whole. */
export interface KnownPhoto {
  readonly name: string
  readonly whole: Picture
}

/** The photos of a folder whose name contains `part`, in order of their names. */
export async function knownPhotos(folder: string, part: string): Promise<readonly KnownPhoto[]> {
  const files = (await readdir(folder)).filter((file) => /\.(jpe?g|png|tiff?|webp)$/i.test(file) && file.includes(part))
  const photos: KnownPhoto[] = []
  for (const file of files.sort()) photos.push({ name: parse(file).name, whole: await reduced(join(folder, file)) })
  return photos
}

async function reduced(path: string): Promise<Picture> {
  const { autoOrient } = await openPicture(path).metadata()
  const scale = Math.min(1, Math.sqrt(measuredPx / (autoOrient.width * autoOrient.height)))
  const { data, info } = await openPicture(path)
    .autoOrient()
    .resize({ width: Math.round(autoOrient.width * scale) })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}
