import type { Size } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import { folderOf } from '../format/names'

/** Shapes of photos that have a name, wide side first; a photo on end has the shape of one that lies. */
export const ratioNames = ['1:1', '5:4', '4:3', '7:5', '3:2', '16:10', '16:9', '2:1', '21:9', 'other'] as const
export type RatioName = (typeof ratioNames)[number]

export const orientations = ['landscape', 'portrait', 'square'] as const
export type Orientation = (typeof orientations)[number]

/** A photo is of a named shape within this part of it: cameras round to whole blocks of pixels. */
const ratioTolerance = 0.01

const namedRatios: readonly (readonly [RatioName, number])[] = [
  ['1:1', 1],
  ['5:4', 5 / 4],
  ['4:3', 4 / 3],
  ['7:5', 7 / 5],
  ['3:2', 3 / 2],
  ['16:10', 16 / 10],
  ['16:9', 16 / 9],
  ['2:1', 2],
  ['21:9', 21 / 9],
]

/** The shape's name, whichever way the photo is held. */
export function ratioNameOf({ width, height }: Size): RatioName {
  const ratio = Math.max(width, height) / Math.min(width, height)
  return namedRatios.find(([, named]) => Math.abs(ratio / named - 1) <= ratioTolerance)?.[0] ?? 'other'
}

/** Square is what has the shape 1:1, so that no photo is both. */
export function orientationOf(size: Size): Orientation {
  if (ratioNameOf(size) === '1:1') return 'square'
  return size.width > size.height ? 'landscape' : 'portrait'
}

/** What lists sort, filter and search by. Worked out once for each photo: lists ask for it again and again. */
export interface PhotoTraits {
  /** Its folder; `linkFolder` when it came from a link, whose copy lies nowhere the user knows. */
  readonly folder: string
  /** What a search looks through: the name, and the folders from the one that was dropped on. Folded. */
  readonly searched: string
  /** When it was taken, else when the file was changed, ms since 1970. */
  readonly time: number
  readonly rating: number
  /** `null`: its size is not known. */
  readonly shape: PhotoShape | null
}

export interface PhotoShape {
  readonly ratio: RatioName
  readonly orientation: Orientation
  /** Width by height. */
  readonly aspect: number
  /** px. */
  readonly area: number
}

/** Stands for the folder of photos that came from links. */
export const linkFolder = 'link:'

/**
 * Traits with the photo that they are of, by the header: that stays the same object when the user changes what the photo
 * gets, for ten thousand at once. Where there is no header, by the photo.
 */
const known = new WeakMap<object, { readonly of: LibraryPhoto; readonly traits: PhotoTraits }>()

/** The same object for as long as nothing changes that they come from. */
export function traitsOf(photo: LibraryPhoto): PhotoTraits {
  const key = photo.header ?? photo
  const before = known.get(key)
  if (before !== undefined && sameSources(before.of, photo)) return before.traits
  const traits = findTraits(photo)
  known.set(key, { of: photo, traits })
  return traits
}

/** Whether all is the same that traits come from, besides the header. */
function sameSources(a: LibraryPhoto, b: LibraryPhoto): boolean {
  if (a === b) return true
  return (
    a.path === b.path && a.root === b.root && a.name === b.name && a.modifiedMs === b.modifiedMs && a.link === b.link
  )
}

/** Letter case and the way accents are stored do not matter. */
export function fold(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase()
}

/** The date a photo says it was taken at, by the clock of this computer's zone, ms; `null`: it says none. */
export function takenTime({ header }: LibraryPhoto): number | null {
  const time = header?.takenAt == null ? Number.NaN : Date.parse(header.takenAt)
  return Number.isNaN(time) ? null : time
}

/** A photo's folder below (and with) the one that was dropped; empty for one that came by itself or from a link. */
export function shownFolder(photo: LibraryPhoto): string {
  if (photo.link !== null || photo.root === photo.path) return ''
  const above = folderOf(photo.root)
  return folderOf(photo.path)
    .slice(above.length)
    .replace(/^[\\/]/u, '')
}

function findTraits(photo: LibraryPhoto): PhotoTraits {
  const size = photo.header?.size
  return {
    folder: photo.link === null ? folderOf(photo.path) : linkFolder,
    searched: fold(`${photo.name}\n${shownFolder(photo)}`),
    time: takenTime(photo) ?? photo.modifiedMs,
    rating: photo.header?.rating ?? 0,
    shape: size === undefined ? null : shapeOf(size),
  }
}

function shapeOf(size: Size): PhotoShape {
  const { width, height } = size
  return {
    ratio: ratioNameOf(size),
    orientation: orientationOf(size),
    aspect: width / height,
    area: width * height,
  }
}
