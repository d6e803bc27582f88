import { z } from 'zod'
import { errorInfoSchema } from './errors'
import { localPaintingSchema } from './local-painting'
import { outputSettingsSchema, promptSchema } from './settings'

/** Which finished file: the job that made it, and which of its pictures, from 1. */
export const resultRefSchema = z.object({ job: z.string().min(1).max(64), variation: z.number().int().min(1).max(9) })
export type ResultRef = z.infer<typeof resultRefSchema>

/** Lightroom's first four colour labels, in the order of the keys 6 to 9. */
export const colourLabels = ['red', 'yellow', 'green', 'blue'] as const
export const colourLabelSchema = z.enum(colourLabels)
export type ColourLabel = z.infer<typeof colourLabelSchema>

/** What the user thinks of a result. */
export const markSchema = z.object({
  flag: z.enum(['picked', 'rejected']).nullable(),
  stars: z.number().int().min(0).max(5),
  colour: colourLabelSchema.nullable(),
})
export type Mark = z.infer<typeof markSchema>

export const noMark: Mark = { flag: null, stars: 0, colour: null }

/** A result with its mark. `problem`: why the mark could not be written into its file. */
export const markedResultSchema = resultRefSchema.extend({
  mark: markSchema,
  problem: errorInfoSchema.nullable(),
})
export type MarkedResult = z.infer<typeof markedResultSchema>

export const marksSnapshotSchema = z.object({ revision: z.number().int(), marks: z.array(markedResultSchema) })
export type MarksSnapshot = z.infer<typeof marksSnapshotSchema>

/** What changed since `revision - 1`; a mark that says nothing and has no problem is gone. A gap: ask for a snapshot. */
export type MarksPatch = MarksSnapshot

/** What a key does to a mark. `unmark` takes the flag away and leaves stars and colour, as in Lightroom. */
export type MarkAction =
  | { readonly type: 'pick' | 'reject' | 'unmark' }
  | { readonly type: 'stars'; readonly stars: number }
  | { readonly type: 'colour'; readonly colour: ColourLabel }

/** A mark after an action; a colour that is there already is taken away. */
export function reduceMark(mark: Mark, action: MarkAction): Mark {
  switch (action.type) {
    case 'pick':
      return { ...mark, flag: 'picked' }
    case 'reject':
      return { ...mark, flag: 'rejected' }
    case 'unmark':
      return { ...mark, flag: null }
    case 'stars':
      return { ...mark, stars: action.stars }
    case 'colour':
      return { ...mark, colour: mark.colour === action.colour ? null : action.colour }
  }
}

/** Whether two marks say the same. */
export function isSameMark(a: Mark, b: Mark): boolean {
  return a.flag === b.flag && a.stars === b.stars && a.colour === b.colour
}

/** What stars and flag are in a file's metadata (`xmp:Rating`): -1 rejected. */
export function ratingOf({ flag, stars }: Mark): number {
  return flag === 'rejected' ? -1 : stars
}

/** A mark after another program has written a rating into the file: stars, 0 none, -1 rejected. */
export function withRating(mark: Mark, rating: number): Mark {
  if (rating < 0) return { ...mark, flag: 'rejected' }
  return { ...mark, stars: rating, flag: mark.flag === 'rejected' ? null : mark.flag }
}

/** A result's file as it is on disk. */
export const fileNowSchema = z.object({
  /** `null`: it is not there (any more). */
  bytes: z.number().nullable(),
  /** Another one when its picture may be another; marks that we write are no change. */
  version: z.number().nullable(),
  /** What became of its mark by stars or a label that another program has written into it; `null`: nothing. */
  mark: markSchema.nullable(),
})
export type FileNow = z.infer<typeof fileNowSchema>

/** How results are made once more. What is absent stays as it was. */
export const remakeChangeSchema = z.object({
  /** Regenerate: what to paint, for engines that read. */
  prompt: promptSchema.optional(),
  /** Regenerate: how the local engine paints. */
  local: localPaintingSchema.optional(),
  /** Regenerate: pictures of each photo; absent: as many as results of it are named. */
  pictures: z.number().int().min(1).max(9).optional(),
  /** Re-export: how the files are written. */
  output: outputSettingsSchema.optional(),
  /**
   * `export`: the same pictures, written anew. `repaint`: as many new pictures of each photo as results of it are
   * named. Equal paint is never bought twice: where prompt and number are as before, the same pictures come back.
   */
  kind: z.enum(['export', 'repaint']),
})
export type RemakeChange = z.infer<typeof remakeChangeSchema>

export const remakeRequestSchema = z.object({
  results: z.array(resultRefSchema).min(1).max(100_000),
  change: remakeChangeSchema,
})
export type RemakeRequest = z.infer<typeof remakeRequestSchema>

/** What making results once more would take; nothing is done yet. */
export const remakeEstimateSchema = z.object({
  /** Files that would be written. */
  pictures: z.number().int(),
  /** Most units it takes; what is here or on its way already is not counted. */
  units: z.number(),
  /** Pictures that were painted before in just that way: they come back as they were, at no cost. */
  same: z.number().int(),
  /** Pictures whose paint was bought and is not kept any more: they would have to be bought again. */
  gone: z.number().int(),
  /** Results that cannot be made again, with the reason. */
  refused: z.array(z.object({ source: z.string(), error: errorInfoSchema })),
})
export type RemakeEstimate = z.infer<typeof remakeEstimateSchema>

/** A program that results can be opened with. */
export const editorSchema = z.object({ id: z.string(), name: z.string(), path: z.string() })
export type Editor = z.infer<typeof editorSchema>

/** So many can be kept. */
export const mostEditors = 6
