import { z } from 'zod'
import { errorInfoSchema } from './errors'
import { targetSchema } from './geometry/types'
import { photoHeaderSchema } from './photo'
import { promptSchema } from './settings'
import { distinctTargets, moreTargetsSchema, sameTargets } from './targets'

/** A photo in the library as the window sees it. Pixels come only as `thumb://photo/<id>?edge=<px>`. */
export const libraryPhotoSchema = z.object({
  id: z.string(),
  /** Absolute path. */
  path: z.string(),
  /** The folder or file that was dropped; outputs are mirrored relative to it. */
  root: z.string(),
  name: z.string(),
  bytes: z.number().nonnegative(),
  modifiedMs: z.number(),
  /** `null` when the file cannot be read; then `error` says why. */
  header: photoHeaderSchema.nullable(),
  error: errorInfoSchema.nullable(),
  /** This photo's own target; `null`: the batch's. */
  target: targetSchema.nullable(),
  /** Further targets of its own; they count only where `target` is not `null`. */
  moreTargets: moreTargetsSchema,
  /** This photo's own prompt; `null`: the batch's. */
  prompt: promptSchema.nullable(),
  /** The link it was fetched from; `path` is its copy. `null`: a file of the user's own. */
  link: z.string().nullable(),
})
export type LibraryPhoto = z.infer<typeof libraryPhotoSchema>

/** Something that photos get of their own. What is left out stays as it is. */
export const ownChangeSchema = z
  .object({
    ids: z.array(z.string().min(1).max(64)).max(200_000),
    /** `null`: the batch's targets again. Further targets go along with the first. */
    target: targetSchema.nullable().optional(),
    moreTargets: moreTargetsSchema.optional(),
    /** `null`: the batch's prompt again. */
    prompt: promptSchema.nullable().optional(),
  })
  .readonly()
export type OwnChange = z.infer<typeof ownChangeSchema>

/** What a photo has of its own. */
export type Own = Pick<LibraryPhoto, 'target' | 'moreTargets' | 'prompt'>

/** What a change gives; further targets without a first one are none, and equal ones count once. */
export function ownOf({ target, moreTargets, prompt }: OwnChange): Partial<Own> {
  const given = prompt !== undefined ? { prompt } : {}
  if (target === undefined) return given
  const more = target === null ? [] : distinctTargets([target, ...(moreTargets ?? [])]).slice(1)
  return { ...given, target, moreTargets: more }
}

/** Tells of photos whether a change gives them anything that they do not have. For ten thousand at once: few differ. */
export function isNewTo(change: OwnChange): (photo: Own | undefined) => boolean {
  const { target, moreTargets, prompt } = ownOf(change)
  const given = target === undefined ? [] : listOf(target, moreTargets ?? [])
  const known = new Map<Own['moreTargets'], Map<Own['target'], boolean>>()
  const isOther = (photo: Own): boolean => {
    if (photo.target === null) return given.length > 0
    const ofList = known.get(photo.moreTargets) ?? new Map<Own['target'], boolean>()
    known.set(photo.moreTargets, ofList)
    const answer = ofList.get(photo.target) ?? !sameTargets(listOf(photo.target, photo.moreTargets), given)
    ofList.set(photo.target, answer)
    return answer
  }
  return (photo) => {
    if (photo === undefined) return true
    return (prompt !== undefined && prompt !== photo.prompt) || (target !== undefined && isOther(photo))
  }
}

function listOf(target: Own['target'], moreTargets: Own['moreTargets']): Own['moreTargets'] {
  return target === null ? [] : [target, ...moreTargets]
}

/** What an import under way has done so far. `found` still grows while `walking`. */
export const importProgressSchema = z.object({
  walking: z.boolean(),
  found: z.number().int(),
  probed: z.number().int(),
  unreadable: z.number().int(),
  /** Files that are no photos by their name, and hidden ones: counted, not listed. */
  ignored: z.number().int(),
  /** Photos dropped again. */
  known: z.number().int(),
})
export type ImportProgress = z.infer<typeof importProgressSchema>

/** The whole library. `revision` grows by one with every patch. */
export const librarySnapshotSchema = z.object({
  revision: z.number().int(),
  photos: z.array(libraryPhotoSchema),
  importing: importProgressSchema.nullable(),
})
export type LibrarySnapshot = z.infer<typeof librarySnapshotSchema>

/** What changed since `revision - 1`. A gap in the numbers: ask for a snapshot. */
export const libraryPatchSchema = z.object({
  revision: z.number().int(),
  upserted: z.array(libraryPhotoSchema),
  removed: z.array(z.string()),
  /** What photos were given of their own, in this order, after the above: ids, where the photos would be megabytes. */
  own: z.array(ownChangeSchema),
  importing: importProgressSchema.nullable(),
})
export type LibraryPatch = z.infer<typeof libraryPatchSchema>
