import type { Rect } from '../../../core/geometry/types'
import { emptyLevel, halver } from '../level'
import type { Pace } from '../pace'
import type { Raster } from '../raster'
import { type Blur, dissolver, mirrorer } from './dissolve'
import { filler } from './fill'
import type { Axes, MirrorDepth } from './reach'
import { finestCell, photoCells, photoReducer } from './reduce'

/**
 * What the photo becomes outside of itself. `mirror`: its mirror image, dissolving outward. `stretch`: its border, drawn
 * out. `blur`: its colours only, from the seam on.
 */
export type MirrorStyle = 'mirror' | 'stretch' | 'blur'

/** How styles differ: how much faster they dissolve, and how deep into the photo they see, times that of the mirror. */
const styles: Readonly<Record<MirrorStyle, { readonly rate: number; readonly onset: number; readonly depth: number }>> =
  {
    mirror: { rate: 1, onset: 1, depth: 1 },
    stretch: { rate: 0.5, onset: 4, depth: 0 },
    blur: { rate: 3, onset: 0.2, depth: 2 },
  }

/** The looks of a job's pictures, by variation: how fast they dissolve and how deep, in shares of the photo, they reach. */
const looks: readonly { readonly rate: number; readonly soft: number }[] = [
  { rate: 0.3, soft: 0.1 },
  { rate: 0.2, soft: 0.12 },
  { rate: 0.45, soft: 0.08 },
  { rate: 0.3, soft: 0.18 },
  { rate: 0.15, soft: 0.15 },
  { rate: 0.6, soft: 0.1 },
  { rate: 0.25, soft: 0.06 },
  { rate: 0.4, soft: 0.22 },
  { rate: 0.8, soft: 0.05 },
]

/** Shares of the photo's shorter side: where the blur has set in, and how far the mirror image is undistorted. */
const onsetShare = 0.06
const exactShare = 0.03

/** What is painted around the photo. */
export interface MirrorPainting {
  /** Where the photo lies in the canvas, px. */
  readonly photo: Rect
  /** Widens the zone next to the seam in which the mirror image stays sharp, px. */
  readonly feather: number
  /** 1..9; each looks different, the same one always the same. */
  readonly variation: number
  /** Default: `mirror`. */
  readonly style?: MirrorStyle
}

/**
 * Paints what of `canvas` lies outside the photo: the photo's mirror image, which goes on at the seam without a break and
 * dissolves outward into soft colours. Samples of the photo are only read.
 *
 * A pyramid of ever coarser pictures of the mirrored canvas is made, then from the coarsest to the finest each lets go of
 * its detail where it is far enough from the photo. So the blur grows with the distance without steps, and costs little.
 * @param share how much of the whole task this is, `[from, to]` of 0..1.
 * @throws {AppError} `cancelled`
 */
export async function paintMirror(
  canvas: Raster,
  { photo, feather, variation, style: name = 'mirror' }: MirrorPainting,
  pace: Pace,
  [from, to]: readonly [number, number],
): Promise<void> {
  const axes: Axes = {
    x: { canvas: canvas.width, offset: photo.left, photo: photo.width },
    y: { canvas: canvas.height, offset: photo.top, photo: photo.height },
  }
  const look = looks[(variation - 1) % looks.length] ?? { rate: 0.3, soft: 0.1 }
  const side = Math.min(photo.width, photo.height)
  const style = styles[name]
  const blur: Blur = { rate: look.rate * style.rate, onset: (feather + side * onsetShare) * style.onset }
  const exact = (feather + side * exactShare) * style.depth
  const depth: MirrorDepth = { exact, soft: Math.max(1, side * look.soft * style.depth) }
  const half = (from + to) / 2

  const finest = emptyLevel(canvas, finestCell, canvas.channels)
  const { first, last } = photoCells(axes.y, finestCell)
  const reduceRow = photoReducer(canvas, axes, finest)
  await pace.rows(last - first + 1, from, half, (row) => reduceRow(first + row))
  await pace.rows(finest.height, half, half, mirrorer(finest, axes, depth))

  const levels = [finest]
  for (let level = finest; Math.max(level.width, level.height) > 2; ) {
    const { coarser, fillRow } = halver(level)
    await pace.rows(coarser.height, half, half, fillRow)
    levels.unshift(coarser)
    level = coarser
  }
  for (const [i, level] of levels.entries()) {
    const coarser = levels[i - 1]
    if (coarser) await pace.rows(level.height, half, half, dissolver(level, coarser, axes, blur))
  }
  await pace.rows(
    canvas.height,
    half,
    to,
    filler(canvas, axes, finest, { blur, stretches: name === 'stretch', seed: variation }),
  )
}
