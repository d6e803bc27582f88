import type { Pace } from '../pace'
import type { Raster } from '../raster'
import type { Curve } from './curve'
import type { Layer } from './layer'
import { photoSquare, renderSquare, squarePlaces } from './squares'

/** Squares that are looked at along each side of the known area, at most. */
const perSide = 20

/** Between Catmull and Rom's cubic and one that shows no halos yet. */
const least = 0.5
const most = 1

/**
 * How sharp a render has to be enlarged to come nearest to the photo, over the area that both show: a photo that is soft
 * itself is not made sharper than it is.
 * @param curves by channel: values of 0..1 of the render to those of the photo.
 * @throws {AppError} `cancelled`
 */
export async function fitSharpness(
  canvas: Raster,
  layer: Layer,
  curves: readonly Curve[],
  pace: Pace,
): Promise<number> {
  const { left, top, width, height } = layer.input
  const columns = squarePlaces(left, width, perSide)
  const rows = squarePlaces(top, height, perSide)
  const [soft, sharp] = [
    { ...layer, sharpness: least },
    { ...layer, sharpness: most },
  ]
  const sums = { gained: 0, possible: 0 }
  await pace.quietly(rows.length, (row) => {
    for (const column of columns) {
      const place = rows[row] as number
      const photo = photoSquare(canvas, curves.length, column, place)
      if (!photo) continue
      const from = renderSquare(soft, curves, column, place).values
      const to = renderSquare(sharp, curves, column, place).values
      addSquare(sums, photo.values, from, to)
    }
  })
  const share = sums.possible > 0 ? sums.gained / sums.possible : 0
  return least + (most - least) * Math.min(1, Math.max(0, share))
}

/** The cubic changes evenly with its sharpness: so does what it makes of a square, and how far that is from the photo. */
function addSquare(
  sums: { gained: number; possible: number },
  photo: Float32Array,
  soft: Float32Array,
  sharp: Float32Array,
): void {
  let off = 0
  for (let i = 0; i < photo.length; i++) off += ((photo[i] as number) - (soft[i] as number)) / photo.length
  for (let i = 0; i < photo.length; i++) {
    const gain = (sharp[i] as number) - (soft[i] as number)
    sums.gained += gain * ((photo[i] as number) - (soft[i] as number) - off)
    sums.possible += gain * gain
  }
}
