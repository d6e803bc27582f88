import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { keepFocus } from '../../components/keep-focus'
import { useApp, useLibrary, useList } from '../../state/hooks'
import classes from './filter-chips.module.css'
import { useActiveFilters } from './use-filter-words'

/** The filters that are at work, each with the way to be rid of it; nothing when there are none. */
export function FilterChips() {
  const { t } = useTranslation()
  const app = useApp()
  const active = useActiveFilters()
  const shown = useList((state) => state.ids.length)
  const total = useLibrary((state) => state.photos.size)
  if (active.length === 0) return null
  return (
    <section className={classes.bar} aria-label={t('photoList.filter.label')}>
      <ul ref={keepFocus} className={classes.chips}>
        {active.map(({ key, words, without }) => (
          <li key={key}>
            <button
              type="button"
              className={classes.chip}
              aria-label={t('photoList.filter.remove', { name: words })}
              onClick={() => app.view.setState(without)}
            >
              <span>{words}</span>
              <IconX size={12} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className={classes.clear} onClick={() => app.view.showPhotos('all')}>
        {t('photoList.filter.clear')}
      </button>
      <p className={`${classes.result} numbers`} role="status">
        {t('photoList.filter.result', { shown, total })}
      </p>
    </section>
  )
}
