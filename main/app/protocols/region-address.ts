import { z } from 'zod'
import { type RegionRequest, regionRequestSchema } from '../../../core/imaging'

const sides = z
  .string()
  .regex(/^\d{1,7}(,\d{1,7}){3}$/)
  .transform((text) => text.split(',').map(Number))
  .transform(([left, top, width, height]) => ({ left, top, width, height }))
  .pipe(regionRequestSchema.omit({ path: true }))

/** The `?region=left,top,width,height` (px) of a `thumb://` address; `null`: none is asked for, `invalid`: none that there is. */
export function parseRegion(address: string): Omit<RegionRequest, 'path'> | 'invalid' | null {
  if (!URL.canParse(address)) return 'invalid'
  const text = new URL(address).searchParams.get('region')
  if (text === null) return null
  const parsed = sides.safeParse(text)
  return parsed.success ? parsed.data : 'invalid'
}
