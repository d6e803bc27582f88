import { z } from 'zod'

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
