import type { Rect, Target } from '../../core/geometry'
import { previewEdge } from '../../core/imaging'
import type { LibraryPhoto } from '../../core/library'
import type { LocalMethod } from '../../core/local-painting'

/** What filmstrips ask pictures in, px. */
export const stripEdge = 256

// Where main serves pictures from. `edge` is their longest side, px; see `thumbEdge`.

/** What a photo's address is made of: it is another one when the file has changed, for the page keeps what it has of an address. */
type Addressed = Pick<LibraryPhoto, 'id' | 'bytes' | 'modifiedMs'>

/** A photo of the library. */
export function photoThumb(photo: Addressed, edge: number): string {
  return `thumb://photo/${encodeURIComponent(photo.id)}?edge=${edge}&${versionOf(photo)}`
}

/** A part of a picture by the picture's own address, px of the picture; in its own px where `edge` does not reduce it. */
export function partThumb(whole: string, { left, top, width, height }: Rect): string {
  return `${whole}&region=${left},${top},${width},${height}`
}

/** What the local engine would make of a photo. */
export function previewThumb(photo: Addressed, target: Target, method: LocalMethod): string {
  const query = new URLSearchParams({ edge: String(previewEdge), method, target: JSON.stringify(target) })
  return `thumb://preview/${encodeURIComponent(photo.id)}?${query}&${versionOf(photo)}`
}

function versionOf({ bytes, modifiedMs }: Addressed): string {
  return `v=${bytes}-${modifiedMs}`
}

/** The photo a job was made from. */
export function sourceThumb(job: string, edge: number): string {
  return `thumb://source/${encodeURIComponent(job)}?edge=${edge}`
}

/** A finished file. */
export function outputThumb(job: string, variation: number, edge: number): string {
  return `thumb://output/${encodeURIComponent(job)}/${variation}?edge=${edge}`
}
