import { stat } from 'node:fs/promises'
import { AppError } from '../../core/errors'
import type { Imaging } from '../../core/imaging'
import type { JobSpec } from '../../core/job'
import type { FileStamp, ProbeResult } from '../../core/photo'
import { photoError } from '../shared/fs-errors'

/**
 * Checks that a photo is still the one that was planned. Other bytes in the same size in pixels are no obstacle.
 * @throws {AppError} `file-missing`, `file-unreadable`, what its header shows, `photo-changed`, `cancelled`
 */
export async function checkPhoto(
  { source, stamp, plan }: Pick<JobSpec, 'source' | 'stamp' | 'plan'>,
  imaging: Pick<Imaging, 'probe'>,
  signal: AbortSignal,
): Promise<void> {
  const now = await stampOf(source)
  if (now.bytes === stamp.bytes && now.modifiedMs === stamp.modifiedMs) return
  let result: ProbeResult | undefined
  const onResult = (probed: ProbeResult) => {
    result = probed
  }
  await imaging.probe([source], { signal, onResult })
  if (result?.kind === 'unreadable') throw new AppError(result.error.code, result.error.message)
  if (result === undefined) throw new AppError('file-unreadable', `The photo ${source} cannot be read.`)
  const { width, height } = result.header.size
  if (width === plan.photo.width && height === plan.photo.height) return
  const planned = `${plan.photo.width} × ${plan.photo.height}`
  const message = `The photo ${source} has changed: it was ${planned} px, now it is ${width} × ${height} px. Start it anew.`
  throw new AppError('photo-changed', message)
}

async function stampOf(path: string): Promise<FileStamp> {
  try {
    const { size, mtimeMs } = await stat(path)
    return { bytes: size, modifiedMs: mtimeMs }
  } catch (error) {
    throw photoError(error, path)
  }
}
