import { useTranslation } from 'react-i18next'
import type { ErrorInfo } from '../../core/errors'

/** An error in words: what happened, what to do, and the error's own sentence with its numbers. */
export interface ErrorText {
  readonly title: string
  readonly hint: string
  readonly message: string
}

/** Words for an error, in the user's language. `null` is an error nobody described. */
export function useRefusal(): (error: ErrorInfo | null) => ErrorText {
  const { t } = useTranslation()
  return (error) => {
    const code = error?.code ?? 'internal'
    const title = t(`errors.${code}.title`)
    return { title, hint: t(`errors.${code}.hint`), message: error?.message ?? title }
  }
}
