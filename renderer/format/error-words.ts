import type { i18n } from 'i18next'
import type { ErrorInfo } from '../../core/errors'

/**
 * An error as one text, to stand by itself. English has the error's own sentence, which names the file or the number;
 * other languages say what happened and what to do.
 */
export function errorWords({ code, message }: ErrorInfo, { t, language }: Pick<i18n, 't' | 'language'>): string {
  if (language === 'en') return message
  return t('format.named', { name: t(`errors.${code}.title`), text: t(`errors.${code}.hint`) })
}
