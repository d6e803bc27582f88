import { z } from 'zod'
import { type Rect, rectSchema, type Target, targetSchema } from '../../../core/geometry/types'
import { previewRequestSchema, thumbnailRequestSchema } from '../../../core/imaging'
import { type LocalMethod, localPaintingSchema } from '../../../core/local-painting'

/**
 * What a `thumb://` address asks for: a photo of the library, the photo of a job or one of a job's results, or a part of
 * it; or what the local engine would make of a library photo.
 */
export type ThumbnailAddress =
  | ({ readonly kind: 'photo' | 'source'; readonly id: string } & Asked)
  | ({ readonly kind: 'output'; readonly id: string; readonly variation: number } & Asked)
  | PreviewAddress

/** How much of a picture: its longest side, px, and the part, px of the picture upright, if not all of it. */
interface Asked {
  readonly edge: number
  readonly region?: Rect
}

/** A preview names its target, not a canvas: main plans it as it plans everything. */
export interface PreviewAddress {
  readonly kind: 'preview'
  readonly id: string
  readonly target: Target
  readonly method: LocalMethod
  readonly edge: number
}

/** Longest target that is read, characters of JSON: the longest that the window writes have some 300. */
const targetLength = 2000

const edge = z.coerce.number().pipe(thumbnailRequestSchema.shape.edge)
const id = z.string().min(1).max(64)
const region = z
  .string()
  .regex(/^\d+(,\d+){3}$/)
  .transform((text) => {
    const [left, top, width, height] = text.split(',').map(Number)
    return { left, top, width, height }
  })
  .pipe(rectSchema)
const addressSchema = z.union([
  z.tuple([z.literal('photo'), id]).transform(([kind, id]) => ({ kind, id })),
  z.tuple([z.literal('source'), id]).transform(([kind, id]) => ({ kind, id })),
  z
    .tuple([z.literal('output'), id, z.coerce.number().int().min(1)])
    .transform(([kind, id, variation]) => ({ kind, id, variation })),
  z.tuple([z.literal('preview'), id]).transform(([kind, id]) => ({ kind, id })),
])
const previewSchema = z.object({
  target: z
    .string()
    .max(targetLength)
    .transform((text): unknown => JSON.parse(text))
    .pipe(targetSchema),
  method: localPaintingSchema.shape.method,
  edge: z.coerce.number().pipe(previewRequestSchema.shape.edge),
})

/**
 * Understands `thumb://photo/<id>?edge=`, `thumb://source/<job>?edge=` and `thumb://output/<job>/<variation>?edge=`, each
 * with `&region=left,top,width,height` for a part of it in px; `thumb://preview/<id>?edge=&method=&target=<JSON>`; else
 * `null`.
 */
export function parseThumbnailAddress(address: string): ThumbnailAddress | null {
  try {
    const url = new URL(address)
    const asked = addressSchema.parse([url.host, ...url.pathname.slice(1).split('/').map(decodeURIComponent)])
    const query = url.searchParams
    if (asked.kind === 'preview') return { ...asked, ...previewSchema.parse(Object.fromEntries(query)) }
    const found = { ...asked, edge: edge.parse(query.get('edge')) }
    return query.has('region') ? { ...found, region: region.parse(query.get('region')) } : found
  } catch {
    return null
  }
}
