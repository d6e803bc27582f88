import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { ask } from '../../state/actions'
import { useApp } from '../../state/hooks'
import classes from './empty-library.module.css'
import { EmptyPicture } from './empty-picture'

/** The first thing anybody sees: what will happen, and three ways to begin. */
export function EmptyLibrary() {
  const { t } = useTranslation()
  const app = useApp()
  return (
    <section className={classes.empty}>
      <EmptyPicture className={classes.picture} label={t('library.empty.picture')} />
      <h2 className={classes.title}>{t('library.empty.title')}</h2>
      <p className={classes.body}>{t('library.empty.body')}</p>
      <div className={classes.actions}>
        <Button onClick={() => void ask(app, app.bridge.library.pick({ what: 'folders' }))}>
          {t('library.addFolder')}
        </Button>
        <Button onClick={() => void ask(app, app.bridge.library.pick({ what: 'files' }))}>
          {t('library.addFiles')}
        </Button>
        <Button onClick={() => void ask(app, app.bridge.library.addSamples())} data-testid="add-samples">
          {t('library.empty.samples')}
        </Button>
      </div>
      <p className={classes.key}>{t('library.empty.drop')}</p>
      <p className={classes.key}>{t('library.empty.key')}</p>
    </section>
  )
}
