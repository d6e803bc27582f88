import { z } from 'zod'
import { thumbnailRequestSchema } from '../../../core/imaging'

/** What a `thumb://` address asks for: a photo of the library, the photo of a job, or one of a job's results. */
export type ThumbnailAddress =
  | { readonly kind: 'photo' | 'source'; readonly id: string; readonly edge: number }
  | { readonly kind: 'output'; readonly id: string; readonly variation: number; readonly edge: number }

const edge = z.coerce.number().pipe(thumbnailRequestSchema.shape.edge)
const id = z.string().min(1).max(64)
const addressSchema = z.union([
  z.tuple([z.enum(['photo', 'source']), id]).transform(([kind, id]) => ({ kind, id })),
  z
    .tuple([z.literal('output'), id, z.coerce.number().int().min(1)])
    .transform(([kind, id, variation]) => ({ kind, id, variation })),
])

/** The longest side of an address that asks for a part in its own size instead. */
const whole = 4096

/** Understands `thumb://photo/<id>?edge=`, `thumb://source/<job>?edge=`, `thumb://output/<job>/<variation>?edge=`; else `null`. */
export function parseThumbnailAddress(address: string): ThumbnailAddress | null {
  try {
    const url = new URL(address)
    const parts = [url.host, ...url.pathname.slice(1).split('/').map(decodeURIComponent)]
    return {
      ...addressSchema.parse(parts),
      edge: edge.parse(url.searchParams.get('edge') ?? (url.searchParams.has('region') ? whole : null)),
    }
  } catch {
    return null
  }
}
