import { useTranslation } from 'react-i18next'
import { changesPixels, useBriefNote, useNote } from '../../format/use-note'
import type { Totals } from '../../state/totals'
import classes from './start-foot.module.css'

/** How the outputs will differ from their photos: each thing in a sentence for one photo, in a few words for many. */
export function NoteLines({ totals }: { readonly totals: Totals }) {
  const { t } = useTranslation()
  const note = useNote()
  const brief = useBriefNote()
  const { ready, converted, noted } = totals
  if (converted === 0) return null
  if (ready === 1) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
      // biome-ignore lint/a11y/useSemanticElements: a list with a name, not a form's group
      <div role="group" aria-label={t('notes.label')} tabIndex={0} className={classes.notes}>
        {noted.map((each) => (
          <p key={each.note.code}>{note(each.note)}</p>
        ))}
        {noted.some((each) => changesPixels(each.note)) && <p>{t('notes.ownPixels')}</p>}
      </div>
    )
  }
  const what = noted.map((each) =>
    each.photos === converted ? brief(each.note) : t('notes.briefOf', { what: brief(each.note), count: each.photos }),
  )
  return (
    <p className={classes.converted} title={what.join('\n')}>
      {t('inspector.totals.converted', { count: converted, what: what.join(' · ') })}
    </p>
  )
}
