import { useTranslation } from 'react-i18next'
import { isDoor } from '../../../core/service/doors'
import type { BatchSettings } from '../../../core/settings'
import { Button } from '../../components/button'
import { cx } from '../../components/cx'
import { keepLast } from '../../state/groups'
import { useApp, useSettings, useView } from '../../state/hooks'
import type { LibraryState } from '../../state/library-store'
import { scopeToStart, startScope } from '../../state/scope'
import { startBatch } from '../../state/start'
import { sumPlans, type Totals } from '../../state/totals'
import { useAfterPaint } from '../../state/use-after-paint'
import { useKeyLabel } from '../shell/use-key-label'
import inspector from './inspector.module.css'
import classes from './start-foot.module.css'
import { TotalLines } from './total-lines'

/**
 * What it comes to, and the button. With a selection the selection is what starts, with a filter what it shows; everything
 * is one button further.
 */
export function StartFoot() {
  const { t } = useTranslation()
  const app = useApp()
  const keys = useKeyLabel('start')
  const selected = useAfterPaint(app.view, (state) => state.selection.ids)
  const shown = useAfterPaint(app.list, (state) => state.ids)
  const total = useAfterPaint(app.library, (state) => state.photos.size)
  const content = useAfterPaint(app.library, (state) => state.content)
  const batch = useSettings((state) => state.settings.batch)
  const starting = useView((state) => state.starting)
  const scope = startScope(selected, shown, total)
  const chosen = scope === 'selected' ? selected : shown
  const isAll = scope === 'all' || (scope === 'selected' && selected.size === total)
  const all = sumAll(content, null, batch)
  const totals = isAll ? all : sumSome(content, chosen, batch)
  const tooLong = useView((state) => state.promptTooLong)
  const why = useWhyNot(total, totals, tooLong)
  return (
    <div className={cx(inspector.foot, 'numbers')}>
      {total > 0 && <TotalLines totals={totals} />}
      <Button
        look="primary"
        className={classes.start}
        disabled={why !== null || starting}
        title={why ?? keys}
        onClick={() => void startBatch(app, scopeToStart(selected, shown, content.photos))}
        data-testid="start"
      >
        {starting ? t('inspector.start.starting') : <StartLabel totals={totals} scope={scope} />}
      </Button>
      {scope !== 'all' && all.ready > totals.ready && (
        <Button
          look="quiet"
          className={classes.all}
          disabled={starting || tooLong}
          onClick={() => void startBatch(app, 'all')}
          data-testid="start-all"
        >
          {t('inspector.start.others', { count: all.ready })}
        </Button>
      )}
    </div>
  )
}

/** Why nothing can be started; `null`: it can. */
function useWhyNot(total: number, totals: Totals, tooLong: boolean): string | null {
  const { t } = useTranslation()
  if (total === 0) return t('inspector.start.noneHint')
  if (totals.ready === 0) return t('inspector.start.nothing')
  return tooLong ? t('inspector.start.promptTooLong') : null
}

interface StartLabelProps {
  readonly totals: Totals
  readonly scope: 'all' | 'selected' | 'shown'
}

function StartLabel({ totals, scope }: StartLabelProps) {
  const { t } = useTranslation()
  const { engine, n, pilot } = useSettings((state) => state.settings.batch)
  if (totals.ready === 0) return t('inspector.start.none')
  const pictures = t('format.pictures', { count: totals.pictures })
  const { ready, jobs, jobsEach } = totals
  const details = isDoor(engine)
    ? [
        ...(n > 1 || (jobs > ready && jobsEach === null) ? [pictures] : []),
        t('format.units', { count: totals.units }),
        ...(pilot !== null && pilot < jobs ? [t('inspector.start.pilot', { count: pilot })] : []),
      ]
    : [pictures, t('inspector.totals.free')]
  const photos = t(`inspector.start.${scope}`, { count: ready })
  const shapes = t('targets.shapes', { count: jobsEach ?? 0 })
  return (
    <>
      {jobsEach !== null && jobsEach > 1 ? t('targets.times', { photos, shapes }) : photos}
      <small>{details.join(' · ')}</small>
    </>
  )
}

/** What all photos came to last, and some: who comes back from another view need not wait for it again. */
const [sumAll, sumSome] = [keepLast(sum), keepLast(sum)]

/** Adds up some photos, or all. */
function sum(
  { photos }: LibraryState['content'],
  ids: ReadonlySet<string> | readonly string[] | null,
  batch: BatchSettings,
): Totals {
  return sumPlans(ids === null ? photos.values() : [...ids].flatMap((id) => photos.get(id) ?? []), batch)
}
