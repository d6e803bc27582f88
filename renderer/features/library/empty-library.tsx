import { IconDragDrop, IconFolderPlus, IconPhotoHeart, IconPhotoPlus } from '@tabler/icons-react'
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
      <p className={classes.drop}>
        <IconDragDrop size={18} stroke={1.5} aria-hidden />
        {t('library.empty.drop')}
      </p>
      <p className={classes.formats}>{t('library.empty.formats')}</p>
      <div className={classes.actions}>
        <Button onClick={() => void ask(app.bridge.library.pick({ what: 'folders' }))}>
          <IconFolderPlus size={15} stroke={1.6} aria-hidden />
          {t('library.addFolder')}
        </Button>
        <Button onClick={() => void ask(app.bridge.library.pick({ what: 'files' }))}>
          <IconPhotoPlus size={15} stroke={1.6} aria-hidden />
          {t('library.addFiles')}
        </Button>
        <Button onClick={() => void ask(app.bridge.library.addSamples())} data-testid="add-samples">
          <IconPhotoHeart size={15} stroke={1.6} aria-hidden />
          {t('library.empty.samples')}
        </Button>
      </div>
      <p className={classes.key}>{t('library.empty.key')}</p>
    </section>
  )
}
