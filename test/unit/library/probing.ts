import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { AppError } from '../../../core/errors'
import type { Imaging } from '../../../core/imaging'
import type { ProbeResult } from '../../../core/photo'

/** Opens headers with sharp in this very process, last path first. `opened` remembers which. */
export class ProbingHere implements Pick<Imaging, 'probe'> {
  readonly opened: string[] = []
  /** Called before each file. */
  before: (path: string) => void = () => undefined

  async probe(paths: readonly string[], { signal, onResult }: Parameters<Imaging['probe']>[1]): Promise<void> {
    for (const path of [...paths].reverse()) {
      this.before(path)
      if (signal?.aborted) throw new AppError('cancelled', 'Cancelled.')
      this.opened.push(path)
      onResult(await open(path))
    }
  }
}

async function open(path: string): Promise<ProbeResult> {
  try {
    const { size, mtimeMs } = await stat(path)
    const { width, height } = await sharp(path).metadata()
    const header = {
      format: 'png',
      size: { width, height },
      orientation: 1,
      bitDepth: 8,
      channels: 3,
      hasAlpha: false,
      space: 'srgb',
      hasProfile: false,
      pages: 1,
    } as const
    return { kind: 'photo', path, header, stamp: { bytes: size, modifiedMs: mtimeMs } }
  } catch {
    return { kind: 'unreadable', path, error: { code: 'not-an-image', message: `${path} is not an image.` } }
  }
}

/** Writes real photos of so many px a side. */
export async function writePhotos(folder: string, names: readonly string[], side = 4): Promise<void> {
  const create = { width: side, height: side, channels: 3, background: 'grey' } as const
  const bytes = await sharp({ create }).png().toBuffer()
  await Promise.all(names.map((name) => writeFile(join(folder, name), bytes)))
}
