import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { useApp, useView } from '../../state/hooks'
import { settleConflicts } from '../../state/start'
import type { ConflictRequest } from '../../state/view-store'
import { TakenExamples } from '../inspector/taken-names'
import classes from './consent-dialog.module.css'

/** Asks before Start what becomes of outputs whose names are taken. Replacing a file is no choice. */
export function ConflictDialog() {
  const request = useView((state) => state.conflicts)
  return request === null ? null : <Question request={request} />
}

function Question({ request }: { readonly request: ConflictRequest }) {
  const { t } = useTranslation()
  const app = useApp()
  const { report } = request
  const close = () => app.view.setState({ conflicts: null })
  return (
    <Dialog asks size={520} title={t('naming.dialog.title', { count: report.taken })} onClose={close}>
      <p>{t('naming.dialog.body')}</p>
      {report.within > 0 && <p className={classes.note}>{t('naming.dialog.within', { count: report.within })}</p>}
      <div className={classes.names}>
        <TakenExamples report={report} />
      </div>
      <div className={classes.buttons}>
        <Button data-autofocus onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button onClick={() => settleConflicts(app, request, 'skip')}>
          {t(request.several ? 'targets.taken.leave' : 'naming.dialog.skip', { count: report.photos })}
        </Button>
        <Button look="primary" onClick={() => settleConflicts(app, request, 'unique')}>
          {t('naming.dialog.unique')}
        </Button>
      </div>
    </Dialog>
  )
}
