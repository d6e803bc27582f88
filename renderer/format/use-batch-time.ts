import { useTranslation } from 'react-i18next'

/** When a batch was started, as people write it: that is its name. */
export function useBatchTime(): (ms: number) => string {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })
  return (ms) => format.format(ms)
}
