import type { LibraryPhoto } from '../../core/library'

/** What filmstrips ask pictures in, px. */
export const stripEdge = 256

/** Where main serves pictures from. `edge` is their longest side, px; see `thumbEdge`. */

/** A photo of the library. Its address is another one when its file has changed: the page keeps what it has of an address. */
export function photoThumb(photo: Pick<LibraryPhoto, 'id' | 'bytes' | 'modifiedMs'>, edge: number): string {
  return `thumb://photo/${encodeURIComponent(photo.id)}?edge=${edge}&v=${photo.bytes}-${photo.modifiedMs}`
}

/** The photo a job was made from. */
export function sourceThumb(job: string, edge: number | null): string {
  return `thumb://source/${encodeURIComponent(job)}${query(edge)}`
}

/** A finished file. */
export function outputThumb(job: string, variation: number, edge: number | null): string {
  return `thumb://output/${encodeURIComponent(job)}/${variation}${query(edge)}`
}

/** `null`: whoever asks says the rest, such as a part. */
function query(edge: number | null): string {
  return edge === null ? '' : `?edge=${edge}`
}
