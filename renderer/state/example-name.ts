import type { Size, Target } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import type { EngineId } from '../../core/limits'
import { nameFields } from '../../core/name-fields'
import { outputExtension, outputName, templateFault } from '../../core/naming'
import type { OutputSettings } from '../../core/settings'
import { baseName, folderOf } from '../format/names'

/** What an example is made of, besides the photo. */
export interface NamePlan {
  readonly target: Target
  readonly engine: EngineId
  readonly n: number
  readonly output: OutputSettings
  /** The output's size, px. */
  readonly size: Size
  /** See `presetNamer`. */
  readonly preset: string | null
}

/**
 * The name that the first picture of a photo would get if it were the first of a batch, made by the same function as the
 * real one; `null` while the template is none, or the photo cannot be read.
 */
export function exampleName(photo: LibraryPhoto, plan: NamePlan): string | null {
  const { header, path, modifiedMs } = photo
  const { output, ...made } = plan
  if (header === null || templateFault(output.template) !== null) return null
  const named = {
    name: photo.name.replace(/\.[^.]+$/u, ''),
    folder: baseName(folderOf(path)),
    header,
    modifiedMs,
  }
  const fields = { ...nameFields(named, { ...made, seq: 1 }), variation: 1 }
  return outputName(output.template, fields, outputExtension(output.format, { path, format: header.format }))
}
