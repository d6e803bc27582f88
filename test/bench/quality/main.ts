import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureLocal } from './local'
import { knownPhotos } from './photos'
import { measureRenders } from './renders'
import type { Report } from './report'
import { writeSheet } from './sheet'

/** The halves of the bench, by the name that they are asked for. */
const halves = { renders: measureRenders, local: measureLocal } as const
export type Half = keyof typeof halves
export const halfNames = Object.keys(halves) as readonly Half[]

/** A report and where its contact sheet was written. */
export interface WrittenReport extends Omit<Report, 'sheet'> {
  readonly sheet: string
}

/**
 * Measures one half of the bench on the photos of a folder whose name contains `part`.
 * @throws {RangeError} when there is none
 */
export async function measureQuality(half: Half, folder: string, part: string): Promise<WrittenReport> {
  const photos = await knownPhotos(folder, part)
  if (photos.length === 0) throw new RangeError(`There is no photo named like "${part}" in ${folder}.`)
  const work = await mkdtemp(join(tmpdir(), 'outframe-quality-'))
  try {
    const { sheet: lines, ...report } = await halves[half](photos, work)
    const sheet = join(tmpdir(), `outframe-quality-${half}.png`)
    await writeSheet(sheet, lines)
    return { ...report, sheet }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

export { isKept } from './report'
