import type { Size } from '../../../core/geometry/types'
import type { CellLimits, LocalPainting } from '../../../core/local-painting'
import { paintMirror } from '../mirror/paint'
import type { Pace } from '../pace'
import type { Raster } from '../raster'
import { paintTexture, type TexturePainting, textureCell } from './texture/paint'

/** What the local engine is to paint, and how. */
export type LocalWork = LocalPainting & TexturePainting & { /** Default: by the effort. */ readonly cells?: CellLimits }

/** The way in which a canvas is painted: photos that are too small for it to continue their texture are mirrored. */
export function paintedMethod(canvas: Size, photo: Size, { method, effort }: LocalPainting): LocalPainting['method'] {
  return method === 'texture' && textureCell(canvas, photo, effort) === null ? 'mirror' : method
}

/**
 * Paints what of `canvas` lies outside the photo, without any service; see `paintedMethod`.
 * @param share how much of the whole task this is, `[from, to]` of 0..1.
 * @throws {AppError} `cancelled`
 */
export async function paintLocal(
  canvas: Raster,
  work: LocalWork,
  pace: Pace,
  share: readonly [number, number],
): Promise<void> {
  const cell = work.method === 'texture' ? textureCell(canvas, work.photo, work.effort, work.cells) : null
  if (cell !== null) return paintTexture(canvas, cell, work, pace, share)
  const style = work.method === 'texture' ? 'mirror' : work.method
  return paintMirror(canvas, { ...work, style }, pace, share)
}
