import { IconFolderPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { keepFocus } from '../../components/keep-focus'
import { ask } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { engineName, paidNote } from '../../state/watch-report'
import classes from './settings-view.module.css'
import { useArrival } from './use-arrival'
import own from './watch.module.css'
import { WatchRow } from './watch-row'

/** Folders whose new photos come in by themselves: how each is, what its photos get, and whether they start. */
export function WatchSection() {
  const { t } = useTranslation()
  const app = useApp()
  const ref = useArrival('watching')
  const folders = useSettings((state) => state.settings.watchFolders)
  return (
    <section ref={ref} className={classes.section} aria-label={t('watch.title')} data-testid="watching">
      <h2>{t('watch.title')}</h2>
      <p className={classes.intro}>{t('watch.intro')}</p>
      {folders.length === 0 ? (
        <p className={own.empty}>{t('watch.empty')}</p>
      ) : (
        <ul ref={keepFocus} className={own.list}>
          {folders.map((folder) => (
            <WatchRow key={folder.id} folder={folder} />
          ))}
        </ul>
      )}
      {folders.some(({ start }) => start) && <PaidNote />}
      <div className={own.add}>
        <Button onClick={() => void ask(app.bridge.watch.pick())}>
          <IconFolderPlus size={15} stroke={1.6} aria-hidden />
          {t('watch.add')}
        </Button>
      </div>
    </section>
  )
}

/** What stands between new photos and money. */
function PaidNote() {
  const { t } = useTranslation()
  const app = useApp()
  const note = useSettings((state) => paidNote(state.settings))
  const engine = useSettings((state) => state.settings.batch.engine)
  if (note === null) return null
  return (
    <div className={own.paid} role="status">
      <p>{t(`watch.paid.${note}`, { name: engineName(engine) })}</p>
      {note === 'no-budget' && (
        <Button small onClick={() => app.view.showSettings('money')}>
          {t('watch.setBudget')}
        </Button>
      )}
    </div>
  )
}
