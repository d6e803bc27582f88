import type { Size, Target } from './geometry/types'
import type { EngineId } from './limits'
import { type NameFields, shapeName } from './naming'
import type { PhotoHeader } from './photo'
import { builtInPresets, type UserPreset } from './presets'
import { sameShape } from './same-shape'
import { sameTarget } from './targets'

/** What a name takes from the photo. */
export interface NamedPhoto {
  /** Its file's name without extension. */
  readonly name: string
  /** Name of its folder. */
  readonly folder: string
  readonly header: Pick<PhotoHeader, 'size' | 'takenAt' | 'rating'>
  /** When its file was changed, ms since 1970. */
  readonly modifiedMs: number
}

/** What a name takes from what is made of the photo. */
export interface NamedOutput {
  readonly target: Target
  /** The output's size, px. */
  readonly size: Size
  /** See `presetNamer`. */
  readonly preset: string | null
  readonly engine: EngineId
  /** Place in the batch, from 1. */
  readonly seq: number
  /** How many pictures the job makes. */
  readonly n: number
}

/** What the tokens of a template stand for, but for which of the `n` pictures it is. */
export function nameFields(photo: NamedPhoto, output: NamedOutput): Omit<NameFields, 'variation'> {
  const { header, name, folder } = photo
  const { target, size, preset, engine, seq, n } = output
  return {
    name,
    folder,
    ratio: shapeName(target, header.size),
    width: size.width,
    height: size.height,
    preset,
    seq,
    // By the camera's clock, as the photographer knows it.
    date: header.takenAt?.slice(0, 10) ?? localDay(photo.modifiedMs),
    engine,
    // A rejected photo has no stars.
    rating: Math.max(0, header.rating ?? 0),
    n,
  }
}

/**
 * `{preset}` of a target: the name of the user's preset that is the same in all, else the id of the built-in one of that
 * shape (`story`, `16x9`), else the name of the user's of that shape; `null` when there is none. Remembers what it was
 * asked: a batch has few targets and many photos.
 */
export function presetNamer(own: readonly UserPreset[]): (target: Target) => string | null {
  const known = new Map<Target, string | null>()
  return (target) => {
    const before = known.get(target)
    if (before !== undefined) return before
    const found =
      own.find((preset) => sameTarget(preset.target, target))?.name ??
      builtInPresets.find((preset) => sameShape(preset.shape, target))?.id ??
      own.find((preset) => sameShape(preset.target, target))?.name ??
      null
    known.set(target, found)
    return found
  }
}

/** `2026-03-13`, in the time zone of this machine. */
function localDay(ms: number): string {
  const date = new Date(ms)
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${date.getFullYear()}-${month}-${day}`
}
