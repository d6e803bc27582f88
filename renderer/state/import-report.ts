import type { TFunction } from 'i18next'
import type { ImportProgress } from '../../core/library'
import type { Notice } from './notices'

/**
 * What to say of an import that is over, or `null`: photos that appeared speak for themselves, but a drop after which
 * nothing appears has to say why.
 */
export function importReport({ found, known, ignored }: ImportProgress, t: TFunction): Omit<Notice, 'id'> | null {
  if (found === 0) {
    const body = ignored > 0 ? t('toast.ignored', { count: ignored }) : t('toast.noFiles')
    return { kind: 'info', title: t('toast.noPhotos'), body }
  }
  if (known === found) return { kind: 'info', title: t('toast.nothingNew'), body: t('toast.known', { count: known }) }
  return null
}
