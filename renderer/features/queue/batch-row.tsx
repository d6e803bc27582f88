import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../components/button'
import { StatusMark, type Tone } from '../../components/status-mark'
import { formatDuration } from '../../format/numbers'
import { shapeLabel } from '../../format/shape-label'
import { useBatchTime } from '../../format/use-batch-time'
import type { BatchEntry } from '../../state/batch-history'
import { useApp } from '../../state/hooks'
import { removeJobs, runAgain } from '../../state/queue-actions'
import { BatchItems } from './batch-items'
import classes from './history.module.css'

interface BatchRowProps {
  readonly entry: BatchEntry
  /** The keyboard enters the list here, and reaches the row's buttons from here. */
  readonly isEntry: boolean
  readonly onFocus: (batch: string) => void
}

/** A batch of the history: when, of what, what became of it, and what can be done with it. */
export const BatchRow = memo(function BatchRow({ entry, isEntry, onFocus }: BatchRowProps) {
  const { t } = useTranslation()
  const app = useApp()
  const time = useBatchTime()
  const { batch, shapes, open, blocked, done } = entry
  const name = time(batch.createdAt)
  const units = batch.units > 0 ? t('format.units', { count: batch.units }) : t('batches.free')
  const tabIndex = isEntry ? 0 : -1
  return (
    <li className={classes.batch} data-batch={batch.id} onFocus={() => onFocus(batch.id)}>
      <div className={classes.text}>
        <p className={classes.name}>
          {name} · {t('batches.photos', { count: batch.photos ?? batch.jobs + batch.skipped })}
        </p>
        <p className={`${classes.more} numbers`}>
          {shapes.map((shape) => shapeLabel(shape, t)).join(', ')} · {t(`inspector.engine.short.${batch.engine}`)} ·{' '}
          {units}
        </p>
      </div>
      <Outcome entry={entry} />
      <div className={classes.actions}>
        <Button
          small
          tabIndex={tabIndex}
          disabled={batch.photos === null}
          hint={t(batch.photos === null ? 'work.again.old' : 'work.again.hint')}
          onClick={() => void runAgain(app, batch.id)}
        >
          {t('work.again.run')}
        </Button>
        <Button small tabIndex={tabIndex} disabled={done === 0} onClick={() => app.view.showBatch(batch.id)}>
          {t('batches.gallery')}
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton small tabIndex={tabIndex} label={t('common.more')}>
              <IconDots size={16} stroke={1.6} aria-hidden />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            <BatchItems batch={batch.id} />
            {open === 0 && blocked === 0 && (
              <Menu.Item title={t('work.removeHint')} onClick={() => removeJobs(app, jobsOf(app, batch.id))}>
                {t('batches.remove')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
    </li>
  )
})

function jobsOf(app: ReturnType<typeof useApp>, batch: string): readonly string[] {
  return [...app.queue.getState().jobs.values()].filter(({ batchId }) => batchId === batch).map(({ id }) => id)
}

/** What became of its jobs, and how long that took. */
function Outcome({ entry }: { readonly entry: BatchEntry }) {
  const { t } = useTranslation()
  const { batch, done, failed, blocked, cancelled, open, tookMs, averageMs } = entry
  const facts: readonly (readonly [key: 'done' | 'failed' | 'blocked' | 'open' | 'cancelled', count: number, Tone])[] =
    [
      ['done', done, 'good'],
      ['failed', failed, 'bad'],
      ['blocked', blocked, 'held'],
      ['open', open, 'none'],
      ['cancelled', cancelled, 'none'],
    ]
  const times = [
    ...(batch.held ? [t('work.held')] : []),
    ...(batch.skipped > 0 ? [t('batches.skipped', { count: batch.skipped })] : []),
    ...(tookMs === null ? [] : [t('batches.took', { time: formatDuration(t, tookMs) })]),
    ...(averageMs === null ? [] : [t('batches.each', { time: formatDuration(t, averageMs) })]),
  ]
  return (
    <div className={classes.text}>
      <p className={`${classes.facts} numbers`}>
        {facts
          .filter(([, count]) => count > 0)
          .map(([key, count, tone]) => (
            <span key={key} className={classes.fact}>
              <StatusMark tone={tone} />
              {t(`batches.${key}`, { count })}
            </span>
          ))}
      </p>
      <p className={`${classes.more} numbers`}>{times.join(' · ')}</p>
    </div>
  )
}
