import type { Rect, Size } from '../../../../core/geometry/types'
import { type CellLimits, type LocalPainting, textureCellSize, textureCells } from '../../../../core/local-painting'
import type { Pace } from '../../pace'
import type { Raster } from '../../raster'
import { completeSheet } from './complete'
import { fillFrom } from './fill'
import { patchSize } from './patch'
import { sheetOf } from './sheet'

/** Photos with fewer cells along a side have no patches to speak of. */
const leastSide = 3 * patchSize

/** What is painted around the photo. */
export interface TexturePainting {
  /** Where the photo lies in the canvas, px. */
  readonly photo: Rect
  /** Width of the blend at the seam from the photo's mirror image to what is painted, px. */
  readonly feather: number
  readonly effort: LocalPainting['effort']
  /** 1..9; each looks different, the same one always the same. */
  readonly variation: number
}

/** Px along the cells in which a canvas is worked on; `null`: the photo is too small for its canvas. */
export function textureCell(
  canvas: Size,
  photo: Size,
  effort: LocalPainting['effort'],
  most: CellLimits = textureCells[effort],
): number | null {
  const cell = textureCellSize(canvas, photo, most)
  return Math.min(photo.width, photo.height) >= leastSide * cell ? cell : null
}

/**
 * Paints what of `canvas` lies outside the photo by continuing what is in it, patch by patch. Samples of the photo are
 * only read.
 * @param cell see `textureCell`.
 * @param share how much of the whole task this is, `[from, to]` of 0..1.
 * @throws {AppError} `cancelled`
 */
export async function paintTexture(
  canvas: Raster,
  cell: number,
  { photo, feather, effort, variation }: TexturePainting,
  pace: Pace,
  [from, to]: readonly [number, number],
): Promise<void> {
  const painted = from + (to - from) * 0.8
  const sheet = await sheetOf(canvas, photo, cell, pace)
  const field = await completeSheet(sheet, effort, variation, pace, [from, painted])
  await fillFrom(canvas, photo, field, feather, pace, [painted, to])
}
