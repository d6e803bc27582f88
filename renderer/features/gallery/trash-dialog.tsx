import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { cx } from '../../components/cx'
import { Dialog } from '../../components/dialog'
import { trashResults } from '../../state/gallery-commands'
import { useApp, useView } from '../../state/hooks'
import consent from '../consent/consent-dialog.module.css'
import classes from './gallery-view.module.css'

/** Asks before files go to the trash: how many, and what stays. */
export function TrashDialog() {
  const { t } = useTranslation()
  const app = useApp()
  const request = useView((state) => state.trashing)
  if (request === null) return null
  const close = () => app.view.setState({ trashing: null })
  const left = request.results.length - request.files
  return (
    <Dialog asks size={440} title={t('gallery.trash.title', { count: request.files })} onClose={close}>
      <p>{t('gallery.trash.body')}</p>
      {left > 0 && <p>{t('gallery.trash.left', { count: left })}</p>}
      <div className={cx(consent.buttons, classes.dialogButtons)}>
        <Button data-autofocus onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button look="primary" data-testid="trash-confirm" onClick={() => void trashResults(app)}>
          {t('gallery.trash.confirm')}
        </Button>
      </div>
    </Dialog>
  )
}
