import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppSettings } from '../../core/settings'
import type { Bounds } from './placement'

/** What the window needs to know before it is made. */
export interface FirstLook {
  readonly theme: AppSettings['theme']
  readonly bounds: Bounds | null
  readonly maximized: boolean
}

/**
 * Reads it from the profile folder, with no more than is needed: schemas and stores are loaded while the page's process
 * starts. What is not as expected is as after installing; `openKept` puts damaged files aside later.
 */
export function readFirstLook(profile: string): FirstLook {
  const { theme } = readObject(join(profile, 'settings.json'))
  const { bounds, maximized } = readObject(join(profile, 'window.json'))
  return {
    theme: theme === 'light' || theme === 'system' ? theme : 'dark',
    bounds: isBounds(bounds) ? bounds : null,
    maximized: maximized === true,
  }
}

function readObject(file: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return { ...Object(content) }
  } catch {
    return {}
  }
}

function isBounds(value: unknown): value is Bounds {
  const bounds: Readonly<Record<string, unknown>> = { ...Object(value) }
  return ['x', 'y', 'width', 'height'].every((name) => Number.isInteger(bounds[name]))
}
