import type { ErrorInfo } from '../../core/errors'
import {
  type ColourLabel,
  colourLabels,
  isSameMark,
  type MarkedResult,
  noMark,
  type ResultRef,
  ratingOf,
  withRating,
} from '../../core/gallery'
import type { FileMark } from '../../core/imaging'
import type { FileLabel } from '../../core/photo'
import type { StoredMark } from './store/marks'

/** A mark in memory. `problem`: why it could not be written into its file. */
export interface Entry extends StoredMark {
  readonly problem: ErrorInfo | null
}

export function keyOf({ job, variation }: ResultRef): string {
  return `${job}/${variation}`
}

export function isDue(stored: StoredMark): boolean {
  return isRatingDue(stored) || isLabelDue(stored)
}

/** A file that we never rated and that shall have no stars is left alone: it may have its photo's. */
export function isRatingDue({ mark, rated }: StoredMark): boolean {
  return ratingOf(mark) !== (rated ?? 0)
}

/** Likewise. */
export function isLabelDue({ mark, labelled }: StoredMark): boolean {
  return (mark.colour ?? 'none') !== (labelled ?? 'none')
}

/** Nobody has said anything of it. */
export function isEmpty(stored: StoredMark): boolean {
  return stored.mark.flag === null && !saysStars(stored) && !saysColour(stored)
}

/** Whether something is known of its stars; that it has none, too. */
export function saysStars({ mark, rated }: StoredMark): boolean {
  return rated !== null || ratingOf(mark) !== 0
}

/** Likewise. */
function saysColour({ mark, labelled }: StoredMark): boolean {
  return labelled !== null || mark.colour !== null
}

export function unmarked({ job, variation }: ResultRef): Entry {
  return { job, variation, mark: noMark, rated: null, labelled: null, problem: null }
}

/** A mark once its file is there, with the photo's own in it; what the user has said counts. */
export function whenMade(entry: Entry, { rating, label }: FileMark): Entry {
  const inFile = { rated: rating ?? null, labelled: colourOf(label ?? null) }
  const starred = saysStars(entry) ? entry.mark : withRating(entry.mark, rating ?? 0)
  const mark = saysColour(entry) ? starred : { ...starred, colour: inFile.labelled }
  return { ...entry, ...inFile, mark }
}

/** A mark after its file was found to say something: itself where that is nothing new. */
export function withTold(entry: Entry, { rating, label }: FileMark): Entry {
  const colour = label === undefined ? undefined : colourOf(label)
  const isRated = rating !== undefined && rating !== (entry.rated ?? 0)
  const isLabelled = colour !== undefined && (colour ?? 'none') !== (entry.labelled ?? 'none')
  if (!isRated && !isLabelled) return entry
  const starred = isRated ? { ...entry, mark: withRating(entry.mark, rating), rated: rating } : entry
  return isLabelled ? { ...starred, mark: { ...starred.mark, colour }, labelled: colour ?? 'none' } : starred
}

/** The label for each colour; in files it may stand in another language. */
const labels: Readonly<Record<ColourLabel, FileLabel>> = {
  red: 'Red',
  yellow: 'Yellow',
  green: 'Green',
  blue: 'Blue',
}

function colourOf(label: FileLabel | null): ColourLabel | null {
  return colourLabels.find((colour) => labels[colour] === label) ?? null
}

/** What has to be written into a result's file. */
export function fileMarkOf(stored: StoredMark): FileMark {
  const { colour } = stored.mark
  return {
    ...(isRatingDue(stored) && { rating: ratingOf(stored.mark) }),
    ...(isLabelDue(stored) && { label: colour === null ? null : labels[colour] }),
  }
}

export function isWorthTelling({ mark, problem }: Entry): boolean {
  return problem !== null || !isSameMark(mark, noMark)
}

export function told({ job, variation, mark, problem }: Entry): MarkedResult {
  return { job, variation, mark, problem }
}
