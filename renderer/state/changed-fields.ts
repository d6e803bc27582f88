import type { BatchSettings } from '../../core/settings'
import { keepEqualParts } from './settings-store'

/** What a change of the batch's settings really changes, part by part: `n`, `output.quality`. */
export function changedFields(before: BatchSettings, change: Partial<BatchSettings>): readonly string[] {
  return differences(before, { ...before, ...change }, '')
}

function differences(before: object, next: object, path: string): readonly string[] {
  const held = new Map<string, unknown>(Object.entries(before))
  return Object.entries(next).flatMap(([key, value]: [string, unknown]) => {
    const old = held.get(key)
    if (keepEqualParts(old, value) === old) return []
    const parts = isPlain(old) && isPlain(value)
    return parts ? differences(old, value, `${path}${key}.`) : [`${path}${key}`]
  })
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
