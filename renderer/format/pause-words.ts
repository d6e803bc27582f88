import type { TFunction } from 'i18next'
import type { ErrorCode } from '../../core/errors'

/** Why nothing is sent for a while, in a few words within a line. */
export function pauseWords(code: ErrorCode, t: TFunction): string {
  switch (code) {
    case 'too-many-requests':
    case 'too-many-tasks':
    case 'service-failed':
    case 'service-unclear':
      return t(`bar.pauses.${code}`)
    default:
      return t(`errors.${code}.title`)
  }
}
