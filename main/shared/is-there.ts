import { stat } from 'node:fs/promises'
import { isMissing } from './system-code'

/** Whether something is at a path; what cannot be looked at counts as there. */
export function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => !isMissing(error),
  )
}
