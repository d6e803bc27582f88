import { basename, dirname, extname, join, relative, sep } from 'node:path'
import type { Plan, Target } from '../../core/geometry'
import { outputExtension, outputName, shapeName } from '../../core/naming'
import type { BatchSettings } from '../../core/settings'
import { writtenPlan } from '../../core/written-plan'
import type { PhotoToExpand } from './types'

/** Name of the output folder when none was chosen. */
const defaultFolderName = 'outframe'

/** Where a photo's outputs go. */
export interface OutputPlace {
  /** The output folder itself. */
  readonly root: string
  /** The folder in it, mirrored from the photo's. */
  readonly folder: string
}

/** The chosen folder, or `outframe` in the folder that was given, or beside the single file. */
export function outputPlace(photo: PhotoToExpand, chosen: string | null): OutputPlace {
  const parent = dirname(photo.source)
  const given = photo.root === photo.source ? parent : photo.root
  const root = chosen ?? join(given, defaultFolderName)
  const below = relative(given, parent)
  // Where a link's copy lies says nothing about it.
  const outside = typeof photo.link === 'string' || below === '..' || below.startsWith(`..${sep}`)
  return { root, folder: outside ? root : join(root, below) }
}

/** What a name is made of besides the photo. */
export interface NamedOutput {
  readonly target: Target
  readonly plan: Plan
  readonly settings: BatchSettings
  /** How many pictures the job makes. */
  readonly n: number
  /** Place in the batch, from 1. */
  readonly seq: number
}

/** Path of each variation, from the first, before a suffix makes it unique. */
export function plannedPaths(photo: PhotoToExpand, folder: string, output: NamedOutput): readonly string[] {
  const { target, plan, settings, n, seq } = output
  const extension = outputExtension(settings.output.format, { path: photo.source, format: photo.header.format })
  const written = writtenPlan(plan, settings.output.longEdge).output
  const fields = {
    name: basename(photo.source, extname(photo.source)),
    folder: basename(dirname(photo.source)),
    ratio: shapeName(target, photo.header.size),
    width: written.width,
    height: written.height,
    preset: null,
    seq,
    date: localDate(photo.stamp.modifiedMs),
    engine: settings.engine,
    // A rejected photo has no stars.
    rating: Math.max(0, photo.header.rating ?? 0),
    n,
  }
  return Array.from({ length: n }, (_, index) =>
    join(folder, outputName(settings.output.template, { ...fields, variation: index + 1 }, extension)),
  )
}

/** `2026-03-13`, in the time zone of this machine. */
function localDate(ms: number): string {
  const date = new Date(ms)
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${date.getFullYear()}-${month}-${day}`
}
