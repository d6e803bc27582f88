import { IconAlertTriangle, IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ErrorInfo } from '../../../core/errors'
import type { QueueSummary } from '../../../core/queue'
import { Button } from '../../components/button'
import { Later, part } from '../../components/later'
import { ask } from '../../state/actions'
import { useApp, useQueue, useView } from '../../state/hooks'
import classes from './banners.module.css'
import { BlockedBanners, ChargesBanner } from './blocked-banners'

const guidePart = part(async () => (await import('../guide/guide')).Guide)

/** What concerns the whole queue, above its bar: why it stopped, work left over from the last time, jobs held up. */
export function Banners() {
  const recovered = useQueue((state) => state.summary?.recovered ?? null)
  const held = useQueue((state) => state.summary?.counts.blocked ?? 0)
  const unknown = useQueue((state) => state.summary?.unknownCharges ?? 0)
  const problem = useQueue((state) => state.summary?.problem ?? null)
  const guide = useView((state) => state.guide && state.view === 'library')
  return (
    <div className={classes.banners}>
      {guide && <Later part={guidePart} />}
      {problem !== null && <ProblemBanner problem={problem} />}
      {recovered !== null && <RecoveryBanner recovered={recovered} />}
      {unknown > 0 && <ChargesBanner count={unknown} />}
      {held > 0 && <BlockedBanners />}
    </div>
  )
}

function RecoveryBanner({ recovered }: { readonly recovered: NonNullable<QueueSummary['recovered']> }) {
  const { t } = useTranslation()
  const app = useApp()
  const { finished, interrupted, waiting, crashed } = recovered
  const counts = [
    ...(finished > 0 ? [t('queue.recovered.finished', { count: finished })] : []),
    ...(interrupted > 0 ? [t('queue.recovered.interrupted', { count: interrupted })] : []),
    ...(waiting > 0 ? [t('queue.recovered.waiting', { count: waiting })] : []),
  ]
  return (
    <div className={classes.banner} role="status">
      <IconHistory size={18} stroke={1.6} className={classes.icon} aria-hidden />
      <p>
        <strong>{t(crashed ? 'queue.recovered.crashed' : 'queue.recovered.quit')}</strong>{' '}
        {[...counts, t('queue.recovered.note')].join(' · ')}
      </p>
      <Button look="quiet" onClick={() => void ask(app.bridge.queue.dismissRecovery())}>
        {t('queue.recovered.later')}
      </Button>
      <Button onClick={() => void ask(app.bridge.queue.setRunning({ running: true }))}>
        {t('queue.recovered.go')}
      </Button>
    </div>
  )
}

/** The store itself failed: nothing can be promised, so nothing goes on until somebody says so. */
function ProblemBanner({ problem }: { readonly problem: ErrorInfo }) {
  const { t } = useTranslation()
  const app = useApp()
  return (
    <div className={classes.banner} role="alert">
      <IconAlertTriangle size={18} stroke={1.6} className={classes.icon} aria-hidden />
      <p title={problem.message}>
        <strong>{t('queue.stopped')}</strong> {t(`errors.${problem.code}.title`)}. {t(`errors.${problem.code}.hint`)}
      </p>
      <Button onClick={() => void ask(app.bridge.queue.setRunning({ running: true }))}>{t('queue.blocked.go')}</Button>
    </div>
  )
}
