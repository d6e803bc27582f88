import { useTranslation } from 'react-i18next'
import { cx } from '../../components/cx'
import { FileName } from '../../components/file-name'
import { describeMark } from '../../format/marks'
import { useApp, useGallery, useMark, useQueue, useView } from '../../state/hooks'
import type { ResultItem } from '../../state/result-filter'
import { comparedIds, currentId } from '../../state/results'
import classes from './compare-stage.module.css'
import { MarkBadges } from './mark-badges'
import { useHeldKey } from './use-held-key'
import { ZoomPane } from './zoom-pane'

/** Two to four results beside each other; keys mark the active one, zooming concerns all. */
export function CompareStage() {
  const { t } = useTranslation()
  const ids = useGallery((state) => state.ids)
  const items = useGallery((state) => state.items)
  const selection = useView((state) => state.gallerySelection)
  const compared = comparedIds(ids, selection)
  const active = currentId(ids, selection)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid
    <div role="group" aria-label={t('gallery.comparison')} className={classes.stage} data-count={compared.length}>
      {compared.map((id) => {
        const item = items.get(id)
        return item && <ComparedResult key={id} item={item} active={id === active} />
      })}
    </div>
  )
}

function ComparedResult({ item, active }: { readonly item: ResultItem; readonly active: boolean }) {
  const { t } = useTranslation()
  const app = useApp()
  const job = useQueue((state) => state.jobs.get(item.job))
  const { mark } = useMark(item.id)
  const held = useHeldKey('\\')
  if (job === undefined) return null
  const words = describeMark(t, item.name, mark)
  const activate = () => app.view.selectResults({ type: 'focus', id: item.id })
  return (
    <div className={cx(classes.result, active && classes.active)} onPointerDown={activate}>
      <ZoomPane
        job={job}
        variation={held ? null : item.variation}
        label={t(held ? 'gallery.original' : 'gallery.expanded')}
      />
      <button type="button" className={classes.name} aria-pressed={active} onClick={activate}>
        <span className="visually-hidden">{active ? t('gallery.active', { name: words }) : words}</span>
        <span aria-hidden className={classes.words}>
          <FileName name={item.name} />
        </span>
        <MarkBadges id={item.id} />
      </button>
    </div>
  )
}
