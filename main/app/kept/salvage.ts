import type { z } from 'zod'

/** The members of an object's schema. */
export type Members = Record<string, z.ZodType>

/** What could be read of a stored value, and whether anything was lost. */
export interface Salvaged<T> {
  readonly value: T
  readonly isWhole: boolean
}

/**
 * A stored object, member by member: one that is missing or does not fit (any more) is the fallback's. What is no object
 * at all is wholly lost. A member that is missing is no loss: an older version did not write it.
 */
export function salvage<Shape extends Members>(
  schema: z.ZodObject<Shape>,
  fallback: z.output<z.ZodObject<Shape>>,
  stored: unknown,
): Salvaged<z.output<z.ZodObject<Shape>>> {
  if (typeof stored !== 'object' || stored === null) return { value: fallback, isWhole: stored === undefined }
  let isWhole = true
  const members = new Map<string, unknown>(Object.entries(stored))
  const value: Record<string, unknown> = { ...fallback }
  for (const [name, member] of Object.entries(schema.shape)) {
    if (!members.has(name)) continue
    const parsed = member.safeParse(members.get(name))
    if (parsed.success) value[name] = parsed.data
    else isWhole = false
  }
  return { value: schema.parse(value), isWhole }
}
