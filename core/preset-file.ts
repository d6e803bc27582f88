import { z } from 'zod'
import { type Target, targetSchema } from './geometry/types'
import { mostPresets, presetNameLength, presetNameSchema, sameName, type UserPreset } from './presets'
import { distinctTargets, keptTargets, mostTargets, sameTargets } from './targets'

/** By this a file of presets is known, whatever it is called. */
const fileFormat = 'outframe-presets'

/** The version that is written; older ones are read, too. */
const fileVersion = 1

/** Largest file that is read, bytes: `mostPresets` with `mostTargets` each are under this. */
export const presetFileBytes = 4_000_000

/** A preset as it is in a file: it has no id before it is taken in. */
export interface FilePreset {
  readonly name: string
  readonly targets: readonly Target[]
}

const filePresetSchema = z.object({
  name: presetNameSchema,
  targets: z.array(targetSchema).min(1).max(mostTargets),
})

const headSchema = z.object({ format: z.literal(fileFormat), version: z.number().int().min(1) })

/** Why a file cannot be used. `preset`: the one at that place, from 1, is none. */
export const presetFileProblemSchema = z.discriminatedUnion('reason', [
  z.object({ reason: z.enum(['too-large', 'not-json', 'not-presets', 'newer', 'empty', 'too-many']) }),
  z.object({ reason: z.literal('preset'), place: z.number().int(), field: z.string() }),
])
export type PresetFileProblem = z.infer<typeof presetFileProblemSchema>

export type PresetFile =
  | { readonly kind: 'presets'; readonly presets: readonly FilePreset[] }
  | { readonly kind: 'unusable'; readonly problem: PresetFileProblem }

/** The presets as a file for other machines and people: names and targets, in their order. */
export function presetFileText(presets: readonly UserPreset[]): string {
  const listed = presets.map(({ name, target, moreTargets }) => ({ name, targets: [target, ...moreTargets] }))
  return `${JSON.stringify({ format: fileFormat, version: fileVersion, presets: listed }, null, 2)}\n`
}

/** What a file of presets holds. Nothing of a file is taken when one preset in it is none. */
export function readPresetFile(text: string): PresetFile {
  const content = parseJson(text)
  if (content === undefined) return unusable({ reason: 'not-json' })
  const head = headSchema.safeParse(content)
  if (!head.success) return unusable({ reason: 'not-presets' })
  if (head.data.version > fileVersion) return unusable({ reason: 'newer' })
  const listed = z.object({ presets: z.array(z.unknown()) }).safeParse(content)
  if (!listed.success) return unusable({ reason: 'not-presets' })
  if (listed.data.presets.length === 0) return unusable({ reason: 'empty' })
  if (listed.data.presets.length > mostPresets) return unusable({ reason: 'too-many' })
  const presets: FilePreset[] = []
  for (const [index, item] of listed.data.presets.entries()) {
    const parsed = filePresetSchema.safeParse(item)
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') ?? ''
      return unusable({ reason: 'preset', place: index + 1, field })
    }
    presets.push({ name: parsed.data.name, targets: distinctTargets(parsed.data.targets) })
  }
  return { kind: 'presets', presets }
}

/** What taking presets in did. */
export interface MergedPresets {
  readonly presets: readonly UserPreset[]
  readonly added: number
  /** Of the added, those whose name was taken: it got a number. */
  readonly renamed: number
  /** Left out: there was one of that name with those targets. */
  readonly known: number
}

/** The list with the presets of a file at its end; `null`: more than are kept. */
export function mergePresets(
  presets: readonly UserPreset[],
  found: readonly FilePreset[],
  newId: () => string,
): MergedPresets | null {
  const merged = [...presets]
  const count = { added: 0, renamed: 0, known: 0 }
  for (const { name, targets } of found) {
    const same = merged.find((preset) => sameName(preset.name, name))
    if (same && sameTargets([same.target, ...same.moreTargets], targets)) {
      count.known++
      continue
    }
    const free = same ? numberedName(merged, name) : name
    if (free !== name) count.renamed++
    count.added++
    merged.push({ id: newId(), name: free, ...keptTargets(targets) })
  }
  return merged.length > mostPresets ? null : { presets: merged, ...count }
}

/** The name with the first number that makes it free, cut where it would be too long. */
function numberedName(presets: readonly UserPreset[], name: string): string {
  for (let number = 2; ; number++) {
    const tail = ` ${number}`
    const free = `${[...name]
      .slice(0, presetNameLength - tail.length)
      .join('')
      .trimEnd()}${tail}`
    if (!presets.some((preset) => sameName(preset.name, free))) return free
  }
}

function parseJson(text: string): unknown {
  try {
    // Some editors begin a file with a mark of its encoding.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function unusable(problem: PresetFileProblem): PresetFile {
  return { kind: 'unusable', problem }
}
