import { useTranslation } from 'react-i18next'
import type { QueueSummary } from '../../../core/queue'
import { Button } from '../../components/button'
import { cx } from '../../components/cx'
import { formatDuration } from '../../format/numbers'
import { useApp, useQueue } from '../../state/hooks'
import { type BatchCount, jobsOnHold } from '../../state/queue-store'
import { DoorFacts, SpendingFacts } from './door-facts'
import { ModeWords } from './mode-words'
import { PauseControl } from './pause-control'
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
  const onHold = useQueue(jobsOnHold)
  const moving = open && canMove(summary, onHold)
  const timeLeft = useTimeLeft(summary, onHold)
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
      {open && <ModeWords summary={summary} />}
      {open && timeLeft !== null && <span className={classes.fact}>{timeLeft}</span>}
      <Marks summary={summary} failed={failed} onHold={onHold} />
      <div className={classes.end}>
        {moving &&
          summary.doors.map((door) => <DoorFacts key={door.door} door={door} named={summary.doors.length > 1} />)}
        {open && summary.doors.length === 0 && summary.active > 0 && (
          <span className={classes.fact}>{t('bar.slots', { active: summary.active, parallel: summary.parallel })}</span>
        )}
        <SpendingFacts summary={summary} />
        {open ? (
          <PauseControl summary={summary} />
        ) : (
          <Button small onClick={() => app.view.go('gallery')}>
            {t('bar.showResults')}
          </Button>
        )}
      </div>
    </>
  )
}

interface MarksProps {
  readonly summary: QueueSummary
  readonly failed: number
  readonly onHold: number
}

/** Failed jobs, those held up and those on hold, each leading to the queue. */
function Marks({ summary, failed, onHold }: MarksProps) {
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
      {onHold > 0 && (
        <button type="button" className={classes.link} onClick={() => app.view.showQueue('all')}>
          <span className={cx(classes.dot, classes.held)} />
          {t('bar.onHold', { count: onHold })}
        </button>
      )}
    </>
  )
}

/** Whether anything is under way or in line; what is held up or on hold waits for somebody, not for time. */
function canMove({ active, counts }: QueueSummary, onHold: number): boolean {
  return active > 0 || counts.queued > onHold
}

function useTimeLeft(summary: QueueSummary, onHold: number): string | null {
  const { t } = useTranslation()
  if (summary.mode !== 'running' || !canMove(summary, onHold)) return null
  return summary.etaMs === null ? t('bar.estimating') : t('bar.left', { time: formatDuration(t, summary.etaMs) })
}
