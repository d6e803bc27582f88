import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { QueueSummary } from '../../../core/queue'
import { Button } from '../../components/button'
import { cx } from '../../components/cx'
import { formatDuration } from '../../format/numbers'
import { toggleRunning } from '../../state/commands'
import { useApp, useQueue } from '../../state/hooks'
import type { BatchCount } from '../../state/queue-store'
import { DoorFacts, SpendingFacts } from './door-facts'
import classes from './queue-bar.module.css'

/** Always at the bottom: how far, how long yet, what went wrong, and how to stop it. */
export function QueueBar() {
  const { t } = useTranslation()
  const summary = useQueue((state) => state.summary)
  const progress = useQueue((state) => state.progress)
  return (
    <section className={cx(classes.bar, 'numbers')} aria-label={t('bar.label')}>
      {summary === null || progress.total === 0 ? (
        <p className={classes.idle}>{t('bar.idle')}</p>
      ) : (
        <Working summary={summary} progress={progress} />
      )}
    </section>
  )
}

interface WorkingProps {
  readonly summary: QueueSummary
  readonly progress: BatchCount
}

function Working({ summary, progress }: WorkingProps) {
  const { t } = useTranslation()
  const app = useApp()
  const { total, finished, failed } = progress
  const open = finished < total
  const percent = (finished / total) * 100
  const timeLeft = useTimeLeft(summary)
  return (
    <>
      <button
        type="button"
        className={classes.counts}
        onClick={() => app.view.showQueue('all')}
        title={t('bar.openQueue')}
      >
        {open ? t('bar.progress', { finished, total }) : t('bar.finished', { count: finished - failed })}
      </button>
      <div className={cx(classes.track, !summary.running && classes.paused)}>
        <div
          className={classes.fill}
          style={{ width: `${percent}%` }}
          role="progressbar"
          aria-label={t('bar.label')}
          aria-valuenow={Math.round(percent)}
          aria-valuemin={0}
          aria-valuemax={100}
        />
      </div>
      {open && <span className={classes.fact}>{timeLeft}</span>}
      <Marks summary={summary} failed={failed} />
      <div className={classes.end}>
        {open &&
          summary.doors.map((door) => <DoorFacts key={door.door} door={door} named={summary.doors.length > 1} />)}
        {open && summary.doors.length === 0 && summary.active > 0 && (
          <span className={classes.fact}>{t('bar.slots', { active: summary.active, parallel: summary.parallel })}</span>
        )}
        <SpendingFacts summary={summary} />
        {open ? (
          <Button
            small
            {...(summary.running ? { hint: t('bar.pauseHint') } : {})}
            onClick={() => toggleRunning(app)}
            data-testid="toggle-running"
          >
            {summary.running ? (
              <IconPlayerPauseFilled size={13} aria-hidden />
            ) : (
              <IconPlayerPlayFilled size={13} aria-hidden />
            )}
            {summary.running ? t('bar.pause') : t('bar.resume')}
          </Button>
        ) : (
          <Button small onClick={() => app.view.go('gallery')}>
            {t('bar.showResults')}
          </Button>
        )}
      </div>
    </>
  )
}

/** Failed and held-up jobs, each leading to the queue. */
function Marks({ summary, failed }: { readonly summary: QueueSummary; readonly failed: number }) {
  const { t } = useTranslation()
  const app = useApp()
  const held = summary.counts.blocked
  const open = () => app.view.showQueue('attention')
  return (
    <>
      {failed > 0 && (
        <button type="button" className={classes.link} onClick={open}>
          <span className={classes.dot} />
          {t('bar.failed', { count: failed })}
        </button>
      )}
      {held > 0 && (
        <button type="button" className={classes.link} onClick={open}>
          <span className={cx(classes.dot, classes.held)} />
          {t('bar.waiting', { count: held })}
        </button>
      )}
    </>
  )
}

function useTimeLeft(summary: QueueSummary): string {
  const { t } = useTranslation()
  if (!summary.running) return t('bar.paused')
  return summary.etaMs === null ? t('bar.estimating') : t('bar.left', { time: formatDuration(t, summary.etaMs) })
}
