/** What filmstrips ask pictures in, px. */
export const stripEdge = 256

/** Where main serves pictures from. `edge` is their longest side, px; see `thumbEdge`. */

export function photoThumb(photo: string, edge: number): string {
  return `thumb://photo/${encodeURIComponent(photo)}?edge=${edge}`
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
