import type { AppSettings } from '../../core/settings'
import { keepEqualParts } from './settings-store'

/** What a change of the settings really changes, part by part: `batch.n`, `batch.output.quality`. */
export function changedFields(before: AppSettings, change: Partial<AppSettings>): readonly string[] {
  return differences(before, change, '')
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
