import { basename, dirname, extname, join, relative, sep } from 'node:path'
import { safeStem } from '../../core/file-names'
import type { Plan, Target } from '../../core/geometry'
import type { JobSpec } from '../../core/job'
import { nameFields } from '../../core/name-fields'
import { outputExtension, outputName } from '../../core/naming'
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
export function outputPlace(
  photo: Pick<PhotoToExpand, 'source' | 'root' | 'link'>,
  chosen: string | null,
): OutputPlace {
  const parent = dirname(photo.source)
  const given = photo.root === photo.source ? parent : photo.root
  const root = chosen ?? join(given, defaultFolderName)
  const below = relative(given, parent)
  // Where a link's copy lies says nothing about it.
  const outside = typeof photo.link === 'string' || below === '..' || below.startsWith(`..${sep}`)
  return { root, folder: outside ? root : join(root, mirrored(below)) }
}

/** What was given when the job was added, as far as its folders tell: outputs go beside it as they did then. */
export function rootOf({ source, link, output, outputRoot, folder }: JobSpec): string {
  if (link !== null) return output.folder ?? dirname(outputRoot)
  const parent = dirname(source)
  const below = relative(outputRoot, folder)
  const given = below.split(sep).reduce((path) => dirname(path), parent)
  const isBelow = below !== '' && !below.startsWith('..') && mirrored(relative(given, parent)) === below
  const root = isBelow ? given : parent
  // A photo that was given by itself, or lies in what was given: both lead to the same place, and the first is never
  // taken for a result that was met by walking.
  return root === parent ? source : root
}

/** A folder's path below another as outputs have it: the output folder may lie on a disk of another system. */
export function mirrored(below: string): string {
  return below === '' ? '' : below.split(sep).map(safeStem).join(sep)
}

/** What a name is made of besides the photo. */
export interface PlannedNames {
  readonly target: Target
  readonly plan: Plan
  readonly settings: BatchSettings
  /** See `presetNamer`. */
  readonly preset: string | null
  /** How many pictures the job makes. */
  readonly n: number
  /** Place in the batch, from 1. */
  readonly seq: number
}

/** Path of each variation, from the first, before a suffix makes it unique. */
export function plannedPaths(photo: PhotoToExpand, folder: string, output: PlannedNames): readonly string[] {
  const { target, plan, settings, preset, n, seq } = output
  const { source, header, stamp, stars } = photo
  const extension = outputExtension(settings.output.format, { path: source, format: header.format })
  const namedPhoto = {
    name: basename(source, extname(source)),
    folder: basename(dirname(source)),
    header,
    modifiedMs: stamp.modifiedMs,
  }
  const size = writtenPlan(plan, settings.output.longEdge).output
  const fields = nameFields(namedPhoto, { target, size, preset, engine: settings.engine, seq, n })
  return Array.from({ length: n }, (_, index) => {
    const variation = index + 1
    const named = { ...fields, variation, rating: stars?.get(variation) ?? fields.rating }
    return join(folder, outputName(settings.output.template, named, extension))
  })
}
