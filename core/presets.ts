import { z } from 'zod'
import { AppError } from './errors'
import { type Ratio, type Size, type Target, targetSchema } from './geometry/types'
import { moreTargetsSchema } from './targets'

/** The shape alone; `turns` as in `Target`: it follows the photo's orientation. */
export type PresetShape =
  | { readonly kind: 'ratio'; readonly ratio: Ratio; readonly turns: boolean }
  | { readonly kind: 'size'; readonly size: Size; readonly turns: boolean }

/** Headings the built-in presets are listed under, in order. */
export const presetGroups = ['ratio', 'print', 'long-edge', 'social', 'screen'] as const
export type PresetGroup = (typeof presetGroups)[number]

/** A shape that ships with the program. `labelKey` is looked up in the window's language files. */
export interface BuiltInPreset {
  readonly id: string
  readonly labelKey: `presets.${string}`
  readonly group: PresetGroup
  readonly shape: PresetShape
}

/** 1:√2, the ratio of ISO 216 paper (A4, A3, ...). */
const isoPaper = Math.SQRT2

/** Where and how any built-in shape is put: centred, not grown, a photo within 0.5 % has the shape already. */
const placing = { anchor: { x: 0.5, y: 0.5 }, grow: 1, tolerance: 0.005 } as const

function ratioPreset(group: PresetGroup, id: string, width: number, height: number, turns = false): BuiltInPreset {
  return { id, labelKey: `presets.${id}`, group, shape: { kind: 'ratio', ratio: { width, height }, turns } }
}

function sizePreset(group: PresetGroup, id: string, width: number, height: number, turns = false): BuiltInPreset {
  return { id, labelKey: `presets.${id}`, group, shape: { kind: 'size', size: { width, height }, turns } }
}

/** All built-in presets, in the order they are shown; the first nine have the number keys. Ids are stable. */
export const builtInPresets: readonly BuiltInPreset[] = [
  ratioPreset('ratio', '1x1', 1, 1),
  ratioPreset('ratio', '4x5', 4, 5),
  ratioPreset('ratio', '5x4', 5, 4),
  ratioPreset('ratio', '3x2', 3, 2),
  ratioPreset('ratio', '2x3', 2, 3),
  ratioPreset('ratio', '4x3', 4, 3),
  ratioPreset('ratio', '3x4', 3, 4),
  ratioPreset('ratio', '16x9', 16, 9),
  ratioPreset('ratio', '9x16', 9, 16),
  ratioPreset('ratio', '21x9', 21, 9),
  ratioPreset('ratio', '2x1', 2, 1),
  ratioPreset('print', '8x10', 8, 10),
  ratioPreset('print', '10x8', 10, 8),
  ratioPreset('print', '5x7', 5, 7),
  ratioPreset('print', '7x5', 7, 5),
  ratioPreset('print', 'a-portrait', 1, isoPaper),
  ratioPreset('print', 'a-landscape', isoPaper, 1),
  ratioPreset('long-edge', 'long-5x4', 5, 4, true),
  ratioPreset('long-edge', 'long-4x3', 4, 3, true),
  ratioPreset('long-edge', 'long-7x5', 7, 5, true),
  ratioPreset('long-edge', 'long-a', isoPaper, 1, true),
  ratioPreset('long-edge', 'long-3x2', 3, 2, true),
  ratioPreset('long-edge', 'long-16x9', 16, 9, true),
  ratioPreset('long-edge', 'long-2x1', 2, 1, true),
  sizePreset('long-edge', 'long-1920x1080', 1920, 1080, true),
  sizePreset('long-edge', 'long-3840x2160', 3840, 2160, true),
  sizePreset('social', 'story', 1080, 1920),
  sizePreset('social', 'reel', 1080, 1920),
  sizePreset('social', 'feed-portrait', 1080, 1350),
  sizePreset('social', 'feed-square', 1080, 1080),
  sizePreset('social', 'feed-landscape', 1080, 566),
  sizePreset('social', 'link', 1200, 630),
  sizePreset('social', 'banner', 1500, 500),
  sizePreset('social', 'pin', 1000, 1500),
  sizePreset('screen', 'video-thumbnail', 1280, 720),
  sizePreset('screen', 'video-thumbnail-large', 2560, 1440),
  sizePreset('screen', 'full-hd', 1920, 1080),
  sizePreset('screen', 'wallpaper-4k', 3840, 2160),
  sizePreset('screen', 'wallpaper-ultrawide', 3440, 1440),
]

/** Longest name of a user's own preset, in characters (code points). */
export const presetNameLength = 60

/** A preset's name as it is stored: composed (NFC), trimmed, inner white space single; 1..60 characters. */
export const presetNameSchema = z
  .string()
  .transform((name) => name.normalize('NFC').replace(/\s+/g, ' ').trim())
  .refine((name) => name.length > 0 && [...name].length <= presetNameLength, {
    message: `Expected the preset's name to have 1 to ${presetNameLength} characters`,
  })

/** Targets the user saved under a name. */
export const userPresetSchema = z.object({
  id: z.string().min(1).max(64),
  name: presetNameSchema,
  target: targetSchema,
  /** Further targets that go with the first. */
  moreTargets: moreTargetsSchema.default([]),
})
export type UserPreset = z.infer<typeof userPresetSchema>

/** Most presets of the user's own that are kept. */
export const mostPresets = 500

/** The full target of a preset: a built-in shape centred, not grown, with the default tolerance; the user's as saved. */
export function presetTarget(preset: BuiltInPreset | UserPreset): Target {
  if ('target' in preset) return preset.target
  return { ...preset.shape, ...placing }
}

/**
 * The list with one preset more, at the end.
 * @throws {AppError} `bad-request` when the name is empty, too long or taken (letter case aside), the id is taken, or
 * there are as many as are kept.
 */
export function addPreset(presets: readonly UserPreset[], preset: UserPreset): readonly UserPreset[] {
  if (presets.some((other) => other.id === preset.id)) {
    throw new AppError('bad-request', `There is a preset with the id ${JSON.stringify(preset.id)} already.`)
  }
  if (presets.length >= mostPresets) throw new AppError('bad-request', `No more than ${mostPresets} presets are kept.`)
  return [...presets, { ...preset, name: freeName(presets, preset.name) }]
}

/**
 * A list of presets as it may be kept: each id and each name once.
 * @throws {AppError} `bad-request` as in `addPreset`
 */
export function checkedPresets(presets: readonly UserPreset[]): readonly UserPreset[] {
  return presets.reduce(addPreset, [])
}

/** The list with one preset in another place: before another one, or at the end (`null`). Unknown ids change nothing. */
export function movePreset(presets: readonly UserPreset[], id: string, before: string | null): readonly UserPreset[] {
  const moved = presets.find((preset) => preset.id === id)
  if (moved === undefined || before === id) return presets
  const others = presets.filter((preset) => preset !== moved)
  const place = before === null ? others.length : others.findIndex((preset) => preset.id === before)
  return place < 0 ? presets : others.toSpliced(place, 0, moved)
}

/** Whether two names of presets are the same: letter case and ways to store accents aside. */
export function sameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b)
}

function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

/**
 * The list with one preset named anew, in its place.
 * @throws {AppError} `bad-request` as in `addPreset`; `not-found` when no preset has that id.
 */
export function renamePreset(presets: readonly UserPreset[], id: string, name: string): readonly UserPreset[] {
  requirePreset(presets, id)
  const others = presets.filter((preset) => preset.id !== id)
  const free = freeName(others, name)
  return presets.map((preset) => (preset.id === id ? { ...preset, name: free } : preset))
}

/**
 * The list without one preset.
 * @throws {AppError} `not-found` when no preset has that id.
 */
export function removePreset(presets: readonly UserPreset[], id: string): readonly UserPreset[] {
  requirePreset(presets, id)
  return presets.filter((preset) => preset.id !== id)
}

function requirePreset(presets: readonly UserPreset[], id: string): void {
  if (!presets.some((preset) => preset.id === id)) {
    throw new AppError('not-found', `There is no preset with the id ${JSON.stringify(id)}.`)
  }
}

function freeName(others: readonly UserPreset[], name: string): string {
  const parsed = presetNameSchema.safeParse(name)
  if (!parsed.success) {
    throw new AppError(
      'bad-request',
      `Expected the preset's name to have 1 to ${presetNameLength} characters, got ${JSON.stringify(name)}.`,
    )
  }
  if (others.some((other) => sameName(other.name, parsed.data))) {
    throw new AppError('bad-request', `There is a preset named ${JSON.stringify(parsed.data)} already.`)
  }
  return parsed.data
}
