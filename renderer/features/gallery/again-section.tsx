import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RemakeChange, RemakeEstimate } from '../../../core/gallery'
import type { LocalPainting } from '../../../core/local-painting'
import type { JobView } from '../../../core/queue'
import { requestRules } from '../../../core/service/rules'
import { Button } from '../../components/button'
import { useApp, useGallery } from '../../state/hooks'
import { markOf, resultRef } from '../../state/marks-store'
import type { ResultItem } from '../../state/result-filter'
import { NumberRow } from '../inspector/number-row'
import { AgainLocal } from './again-local'
import { RemakeNotes } from './remake-notes'
import classes from './result-panel.module.css'
import { useEstimate } from './use-estimate'
import { useRemake } from './use-remake'

interface AgainSectionProps {
  readonly item: ResultItem
  readonly job: JobView
  readonly scope: AgainScope
  readonly onScope: (scope: AgainScope) => void
}

/** What is painted again. */
export type AgainScope = 'this' | 'rejected'

/** Has this result, or all that were rejected, painted again: with another prompt, or in another way. */
export function AgainSection({ item, job, scope, onScope }: AgainSectionProps) {
  const { t } = useTranslation()
  const app = useApp()
  const rejected = useGallery((state) => state.counts.rejected)
  const [prompt, setPrompt] = useState<string | null>(null)
  const [local, setLocal] = useState<LocalPainting | null>(null)
  const [pictures, setPictures] = useState<number | null>(null)
  const all = scope === 'rejected' && rejected > 0
  const change: RemakeChange = {
    kind: 'repaint',
    ...(prompt !== null && { prompt }),
    ...(local !== null && { local }),
    ...(pictures !== null && { pictures }),
  }
  const results = all ? rejectedIds() : [item.id]
  const reckoned = useEstimate(job.passes === 0 && !all ? null : { results: results.map(resultRef), change })
  const { busy, problem, remake } = useRemake()

  function rejectedIds(): readonly string[] {
    const { marks } = app.marks.getState()
    return [...app.gallery.getState().items.keys()].filter((id) => markOf(marks, id).mark.flag === 'rejected')
  }
  const estimate = reckoned.kind === 'known' ? reckoned.estimate : null
  const cost = useCost(estimate?.units ?? null)
  return (
    <section aria-label={t('gallery.again.title')}>
      <h2>{t('gallery.again.title')}</h2>
      {rejected > 0 && (
        <SegmentedControl
          fullWidth
          className={classes.scope}
          aria-label={t('gallery.again.scope')}
          data={[
            { value: 'this', label: t('gallery.again.scopes.this') },
            { value: 'rejected', label: t('gallery.again.scopes.rejected', { count: rejected }) },
          ]}
          value={all ? 'rejected' : 'this'}
          onChange={(value) => onScope(value === 'rejected' ? 'rejected' : 'this')}
        />
      )}
      {job.engine === 'local' ? (
        <AgainLocal local={local ?? job.local} onChange={setLocal} />
      ) : (
        <textarea
          className={classes.field}
          rows={2}
          aria-label={t('gallery.again.prompt')}
          placeholder={t('inspector.prompt.placeholder')}
          maxLength={requestRules.promptLength}
          value={prompt ?? (all ? '' : job.prompt)}
          onChange={(event) => setPrompt(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
        />
      )}
      <NumberRow
        label={t('gallery.again.pictures')}
        hint={t('gallery.again.picturesHint')}
        min={1}
        max={9}
        value={pictures}
        placeholder={t('gallery.again.picturesAuto')}
        onChange={setPictures}
      />
      <div className={classes.buttons}>
        <Button
          data-testid="regenerate"
          disabled={busy || !isWorthwhile(estimate)}
          onClick={() => void remake(reckoned)}
        >
          {all
            ? t('gallery.again.regenerateAll', { count: estimate?.pictures ?? results.length, cost })
            : t('gallery.again.regenerate', { cost })}
        </Button>
      </div>
      <SameNote estimate={estimate} local={job.engine === 'local'} />
      <RemakeNotes reckoned={reckoned} problem={problem} />
    </section>
  )
}

/** Units in words; nothing to pay is "free". */
export function useCost(units: number | null): string {
  const { t } = useTranslation()
  if (units === null) return t('gallery.again.reckoning')
  return units === 0 ? t('gallery.again.free') : t('format.units', { count: units })
}

/** Whether any other picture would come of it. */
function isWorthwhile(estimate: RemakeEstimate | null): boolean {
  return estimate !== null && estimate.same < estimate.pictures
}

interface SameNoteProps {
  readonly estimate: RemakeEstimate | null
  readonly local: boolean
}

/** What was painted just so before is not bought again: that has to be known before. */
function SameNote({ estimate, local }: SameNoteProps) {
  const { t } = useTranslation()
  if (estimate === null || estimate.same === 0) return null
  const words = isWorthwhile(estimate)
    ? t('gallery.again.someSame', { count: estimate.same })
    : t(local ? 'gallery.again.sameLocal' : 'gallery.again.same')
  return <p className={classes.note}>{words}</p>
}
