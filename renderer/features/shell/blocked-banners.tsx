import { IconCoins, IconHandStop } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { ask } from '../../state/actions'
import { type BlockedGroup, groupBlocked, pilotProgress } from '../../state/blocked'
import { useApp, useQueue, useView } from '../../state/hooks'
import { Remedy } from '../queue/remedy'
import classes from './banners.module.css'

/** What holds jobs up: one banner for each cause, with the button that does something about it. */
export function BlockedBanners() {
  const lineUp = useQueue((state) => state.lineUp)
  const groups = useMemo(() => groupBlocked(lineUp.jobs.values()), [lineUp])
  return groups.map((group) => {
    const key = [group.reason, group.engine, group.batch ?? ''].join(' ')
    switch (group.reason) {
      // Has a banner of its own, which counts requests and not photos.
      case 'unknown-charge':
        return null
      case 'pilot':
        return <PilotBanner key={key} group={group} />
      default:
        return <BlockedBanner key={key} group={group} />
    }
  })
}

function BlockedBanner({ group }: { readonly group: BlockedGroup }) {
  const { t } = useTranslation()
  const { reason, engine, jobs, message } = group
  const words = t(`queue.blocked.reasons.${reason}`)
  return (
    <div className={classes.banner} role="status">
      <IconHandStop size={18} stroke={1.6} className={classes.icon} aria-hidden />
      <p title={message ?? undefined}>
        <strong>{t('queue.blocked.title', { count: jobs.length })}</strong>{' '}
        {engine === 'local' || reason === 'output'
          ? words
          : t('format.named', { name: t(`inspector.engine.short.${engine}`), text: words })}
      </p>
      <Remedy group={group} />
    </div>
  )
}

/** The first photos of a batch, and the others that wait for the user to have seen them. */
function PilotBanner({ group }: { readonly group: BlockedGroup }) {
  const { t } = useTranslation()
  const app = useApp()
  const { batch, jobs } = group
  const lineUp = useQueue((state) => state.lineUp)
  const pilot = useMemo(() => pilotProgress(lineUp.jobs.values(), batch ?? ''), [lineUp, batch])
  if (batch === null) return null
  const done = pilot.finished === pilot.of
  return (
    <div className={classes.banner} role="status">
      <IconHandStop size={18} stroke={1.6} className={classes.icon} aria-hidden />
      <p className="numbers">
        <strong>
          {done
            ? t('queue.pilot.done', { count: pilot.of })
            : t('queue.pilot.working', { finished: pilot.finished, of: pilot.of })}
        </strong>{' '}
        {t('queue.pilot.others', { count: jobs.length })}
      </p>
      <Remedy group={group} />
      <Button onClick={() => void ask(app.bridge.queue.approvePilot({ batch }))}>
        {t('queue.pilot.go', { count: jobs.length })}
      </Button>
    </div>
  )
}

/** Requests that may have been charged: the way to the list of them. */
export function ChargesBanner({ count }: { readonly count: number }) {
  const { t } = useTranslation()
  const app = useApp()
  const open = useView((state) => state.view === 'queue' && state.charges)
  return (
    <div className={classes.banner} role="status">
      <IconCoins size={18} stroke={1.6} className={classes.icon} aria-hidden />
      <p>
        <strong>{t('charges.banner', { count })}</strong> {t('queue.blocked.reasons.unknown-charge')}
      </p>
      {!open && <Button onClick={() => app.view.showCharges()}>{t('charges.open')}</Button>}
    </div>
  )
}
