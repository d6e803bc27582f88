import { z } from 'zod'
import type { Size } from './geometry/types'

/**
 * How the local engine paints. `texture`: continues what is in the photo, patch by patch. `mirror`: the photo's mirror
 * image, dissolving outward. `stretch`: its border, drawn out. `blur`: a soft, enlarged picture of it.
 */
export const localMethods = ['texture', 'mirror', 'stretch', 'blur'] as const
export type LocalMethod = (typeof localMethods)[number]

/** `fast` for previews and large batches, `quality` for the best that it can do. Both are of use to `texture` only. */
export const localEfforts = ['fast', 'quality'] as const

export const localPaintingSchema = z.object({ method: z.enum(localMethods), effort: z.enum(localEfforts) })
export type LocalPainting = z.infer<typeof localPaintingSchema>

export const defaultLocalPainting: LocalPainting = { method: 'texture', effort: 'fast' }

/** What jobs were painted with before there was a choice. */
export const firstLocalPainting: LocalPainting = { method: 'mirror', effort: 'fast' }

/** Cells that are worked on at most where texture is continued: those to be painted, and all. More takes longer, and sees finer patterns. */
export interface CellLimits {
  readonly open: number
  readonly all: number
}

export const textureCells: Readonly<Record<LocalPainting['effort'], CellLimits>> = {
  fast: { open: 150_000, all: 1_500_000 },
  quality: { open: 500_000, all: 3_000_000 },
}

/** Px along the cells in which a canvas is worked on. */
export function textureCellSize(canvas: Size, photo: Size, most: CellLimits): number {
  const all = canvas.width * canvas.height
  const open = all - photo.width * photo.height
  return Math.max(1, Math.ceil(Math.sqrt(Math.max(open / most.open, all / most.all))))
}
