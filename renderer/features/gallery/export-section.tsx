import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { templateFault } from '../../../core/naming'
import type { OutputSettings } from '../../../core/settings'
import { Button } from '../../components/button'
import { useSettings, useView } from '../../state/hooks'
import { resultRef } from '../../state/marks-store'
import type { ResultItem } from '../../state/result-filter'
import { EncodingRows } from '../inspector/encoding-rows'
import { FolderRow } from '../inspector/folder-row'
import inspector from '../inspector/inspector.module.css'
import { NameFault } from '../inspector/name-fault'
import { NumberRow } from '../inspector/number-row'
import { FormatRow, QualityRow } from '../inspector/output-rows'
import type { WrittenFormats } from '../inspector/use-written-formats'
import { useCost } from './again-section'
import { RemakeNotes } from './remake-notes'
import classes from './result-panel.module.css'
import { useEstimate } from './use-estimate'
import { useRemake } from './use-remake'

/** Writes this result, or those selected in the grid, once more with other output settings. */
export function ExportSection({ item }: { readonly item: ResultItem }) {
  const { t } = useTranslation()
  const nameId = useId()
  const faultId = useId()
  const layout = useView((state) => state.galleryLayout)
  const selected = useView((state) => state.gallerySelection.ids)
  const initial = useSettings((state) => state.settings.batch.output)
  const [draft, setDraft] = useState<OutputSettings | null>(null)
  const [open, setOpen] = useState(false)
  const output = draft ?? initial
  const change = (part: Partial<OutputSettings>) => setDraft({ ...output, ...part })
  const ids = layout === 'grid' && selected.size > 1 ? [...selected] : [item.id]
  const fault = templateFault(output.template)
  const written = writtenAs(output.format)
  const reckoned = useEstimate(
    open && fault === null ? { results: ids.map(resultRef), change: { kind: 'export', output } } : null,
  )
  const { busy, problem, remake } = useRemake()
  const estimate = reckoned.kind === 'known' ? reckoned.estimate : null
  const cost = useCost(estimate?.units ?? null)
  if (!open) {
    return (
      <div className={classes.buttons}>
        <Button aria-expanded={false} data-testid="export-open" onClick={() => setOpen(true)}>
          {t('gallery.export.open')}
        </Button>
      </div>
    )
  }
  return (
    <section aria-label={t('gallery.export.title')}>
      <h2>{t('gallery.export.title')}</h2>
      <p className={classes.note}>{t('gallery.export.hint')}</p>
      <FormatRow output={output} onChange={change} />
      {written.some('jpeg', 'webp', 'avif') && <QualityRow output={output} onChange={change} />}
      <NumberRow
        label={t('gallery.export.longEdge')}
        hint={t('gallery.export.longEdgeHint')}
        min={16}
        max={100_000}
        suffix={t('format.px', { value: '' })}
        value={output.longEdge}
        placeholder={t('gallery.export.longEdgeAsIs')}
        onChange={(longEdge) => change({ longEdge })}
      />
      <div className={inspector.row}>
        <label htmlFor={nameId}>{t('inspector.output.name')}</label>
        <TextInput
          id={nameId}
          className={inspector.field}
          maxLength={200}
          spellCheck={false}
          error={fault !== null}
          aria-describedby={faultId}
          value={output.template}
          onChange={(event) => change({ template: event.currentTarget.value })}
        />
      </div>
      <div id={faultId}>{fault !== null && <NameFault fault={fault} />}</div>
      <FolderRow output={output} onChange={change} />
      <EncodingRows output={output} written={written} onChange={change} />
      {estimate !== null && estimate.gone > 0 && (
        <p className={classes.error}>{t('gallery.export.gone', { count: estimate.gone })}</p>
      )}
      <RemakeNotes reckoned={reckoned} problem={problem} />
      <div className={classes.buttons}>
        <Button
          look="primary"
          data-testid="export"
          disabled={busy || estimate === null || estimate.pictures === 0}
          onClick={() => void remake(reckoned)}
        >
          {ids.length > 1
            ? t('gallery.export.many', { count: estimate?.pictures ?? ids.length, cost })
            : estimate?.units === 0
              ? t('gallery.export.free')
              : t('gallery.export.costs', { cost })}
        </Button>
        <Button look="quiet" onClick={() => setOpen(false)}>
          {t('common.close')}
        </Button>
      </div>
    </section>
  )
}

/** What a format may have; `same` may be any. */
function writtenAs(format: OutputSettings['format']): WrittenFormats {
  return { some: (...asked) => asked.some((each) => format === 'same' || each === format), readOnly: false }
}
