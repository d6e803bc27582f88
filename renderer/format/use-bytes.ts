import { useTranslation } from 'react-i18next'

const [megabyte, gigabyte] = [2 ** 20, 2 ** 30]

/** Bytes in words: `512 MB`, `1.5 GB`; as little as there is counts as 1 MB unless it is nothing. */
export function useBytes(): (bytes: number) => string {
  const { t } = useTranslation()
  return (bytes) => {
    if (bytes >= gigabyte) return t('help.gigabytes', { value: (bytes / gigabyte).toFixed(1) })
    return t('help.megabytes', { value: bytes === 0 ? 0 : Math.max(1, Math.round(bytes / megabyte)) })
  }
}
