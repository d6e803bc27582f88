import type { Rect, Target } from '../../core/geometry'
import { previewEdge } from '../../core/imaging'
import type { LocalMethod } from '../../core/local-painting'

/** What filmstrips ask pictures in, px. */
export const stripEdge = 256

/** Where main serves pictures from. `edge` is their longest side, px; see `thumbEdge`. */

export function photoThumb(photo: string, edge: number): string {
  return `thumb://photo/${encodeURIComponent(photo)}?edge=${edge}`
}

/** A part of a photo, px of the photo. */
export function partThumb(photo: string, { left, top, width, height }: Rect, edge: number): string {
  return `thumb://photo/${encodeURIComponent(photo)}?edge=${edge}&region=${left},${top},${width},${height}`
}

/** What the local engine would make of a photo. */
export function previewThumb(photo: string, target: Target, method: LocalMethod): string {
  const query = new URLSearchParams({ edge: String(previewEdge), method, target: JSON.stringify(target) })
  return `thumb://preview/${encodeURIComponent(photo)}?${query}`
}

/** The photo a job was made from. */
export function sourceThumb(job: string, edge: number): string {
  return `thumb://source/${encodeURIComponent(job)}?edge=${edge}`
}

/** A finished file. */
export function outputThumb(job: string, variation: number, edge: number): string {
  return `thumb://output/${encodeURIComponent(job)}/${variation}?edge=${edge}`
}
