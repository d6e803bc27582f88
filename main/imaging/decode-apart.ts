import { open, statfs, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { outputError } from '../shared/fs-errors'
import { decodeOntoCanvas, type Placement, unconvertedPicture } from './decode'
import { type Layout, type Raster, rasterBytes } from './raster'

/**
 * A photo where it belongs on the canvas, as `decodeOntoCanvas` gives it, but never with a second copy of it in memory: it
 * is written upright and uncompressed to disk, and read from there row by row.
 * @param photo RGB in 8 or 16 bits, with alpha or without.
 * @param apart the path of a file that may be written over; it is empty afterwards. After a failure what is left in it is
 *   the caller's to remove.
 * @throws {AppError} `output-full`, `output-unwritable`; sharp's errors: the photo is damaged
 */
export async function decodeApart(
  input: Buffer | string,
  photo: Layout,
  placement: Placement,
  apart: string,
): Promise<Raster> {
  await makeRoom(apart, rasterBytes(photo))
  await unconvertedPicture(input, photo).tiff({ compression: 'none', bigtiff: true }).toFile(apart)
  const raster = await decodeOntoCanvas(apart, photo, placement)
  await truncate(apart)
  return raster
}

/** Finds out beforehand whether a file can be written, which sharp would tell like damage to the photo. */
async function makeRoom(path: string, bytes: number): Promise<void> {
  const folder = dirname(path)
  try {
    await (await open(path, 'w')).close()
    const { bavail, bsize } = await statfs(folder)
    if (bavail * bsize < bytes) throw Object.assign(new Error('too little space'), { code: 'ENOSPC' })
  } catch (error) {
    throw outputError(error, folder)
  }
}
