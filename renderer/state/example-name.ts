import { AppError } from '../../core/errors'
import type { Size, Target } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import type { EngineId } from '../../core/limits'
import { outputExtension, outputName, shapeName } from '../../core/naming'
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
}

/** The name that the first picture of a photo would get, made by the same function as the real one; or why there is none. */
export function exampleName(
  photo: LibraryPhoto,
  plan: NamePlan,
): { readonly name: string } | { readonly error: string } {
  const format = photo.header?.format ?? 'jpeg'
  try {
    const extension = outputExtension(plan.output.format, { path: photo.path, format })
    const ratio = shapeName(plan.target, photo.header?.size)
    const fields = {
      name: photo.name.replace(/\.[^.]+$/u, ''),
      folder: baseName(folderOf(photo.path)),
      ratio,
      ...plan.size,
      preset: null,
      seq: 1,
      date: isoDay(new Date()),
      engine: plan.engine,
      // A rejected photo has no stars.
      rating: Math.max(0, photo.header?.rating ?? 0),
      variation: 1,
      n: plan.n,
    }
    return { name: outputName(plan.output.template, fields, extension) }
  } catch (error) {
    if (error instanceof AppError) return { error: error.message }
    throw error
  }
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
