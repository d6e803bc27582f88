import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { AppError } from '../../../core/errors'
import type { Imaging } from '../../../core/imaging'
import { probeFile } from '../../../main/imaging/probe'

/** Opens headers as a worker does, but in this very process, and the last path first. `opened` remembers which. */
export class ProbingHere implements Pick<Imaging, 'probe'> {
  readonly opened: string[] = []
  /** Called before each file. */
  before: (path: string) => void = () => undefined

  async probe(paths: readonly string[], { signal, onResult }: Parameters<Imaging['probe']>[1]): Promise<void> {
    for (const path of [...paths].reverse()) {
      this.before(path)
      if (signal?.aborted) throw new AppError('cancelled', 'Cancelled.')
      this.opened.push(path)
      onResult(await probeFile(path))
    }
  }
}

/** A real photo of so many px a side, as PNG. */
export function photoBytes(side = 4): Promise<Buffer> {
  return sharp({ create: { width: side, height: side, channels: 3, background: 'grey' } })
    .png()
    .toBuffer()
}

/** Writes real photos of so many px a side. */
export async function writePhotos(folder: string, names: readonly string[], side = 4): Promise<void> {
  const bytes = await photoBytes(side)
  await Promise.all(names.map((name) => writeFile(join(folder, name), bytes)))
}
