import { Fragment, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { safeName, shortPath } from '../../format/names'
import { useNote } from '../../format/use-note'
import { useQueue } from '../../state/hooks'
import type { ResultItem } from '../../state/result-filter'
import { type AgainScope, AgainSection } from './again-section'
import { ExportSection } from './export-section'
import { FileButtons } from './file-buttons'
import { MarkEditor } from './mark-editor'
import { ResultFacts } from './result-facts'
import classes from './result-panel.module.css'
import { useFileNow } from './use-file-now'
import { VariationStrip } from './variation-strip'

/** What is known about a result, what the user thinks of it, and what can be done with it. */
export function ResultPanel({ item }: { readonly item: ResultItem }) {
  const { t } = useTranslation()
  const note = useNote()
  const job = useQueue((state) => state.jobs.get(item.job))
  const file = useFileNow(item.id)
  const [againScope, setAgainScope] = useState<AgainScope>('this')
  if (job === undefined) return null
  return (
    <aside className={classes.panel} aria-label={t('gallery.info.title')}>
      <h2>{t('gallery.info.title')}</h2>
      <MarkEditor id={item.id} />
      <ResultFacts job={job} variation={item.variation} bytes={file?.bytes ?? null} />
      {job.outputs.length > 1 && <VariationStrip job={job} variation={item.variation} />}
      {job.prompt !== '' && (
        <>
          <h2>{t('gallery.info.prompt')}</h2>
          <p className={classes.prompt}>{job.prompt}</p>
        </>
      )}
      {job.notes.length > 0 && (
        <ul className={classes.notes} aria-label={t('notes.label')}>
          {job.notes.map((each) => (
            <li key={each.code}>{note(each)}</li>
          ))}
        </ul>
      )}
      {job.skipped && <p className={classes.note}>{t('gallery.info.skipped')}</p>}
      {/* What is typed for all rejects stays while one looks through them. */}
      <AgainSection
        key={againScope === 'rejected' ? againScope : item.job}
        item={item}
        job={job}
        scope={againScope}
        onScope={setAgainScope}
      />
      <ExportSection item={item} />
      <h2>{t('gallery.info.file')}</h2>
      <p className={classes.path} title={safeName(item.path)}>
        {breakable(safeName(shortPath(item.path)))}
      </p>
      {file !== null && file.bytes === null && (
        <p role="alert" className={classes.error}>
          {t('gallery.info.fileGone')}
        </p>
      )}
      <FileButtons item={item} />
      <p className={classes.hint}>{t(job.outputs.length > 1 ? 'gallery.hint' : 'gallery.hintSingle')}</p>
    </aside>
  )
}

/** A path that goes on in the next line between its parts, and not within a word if it can be helped. */
function breakable(path: string): ReactNode {
  return path.split(/(?<=[/\\_ -])/u).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have nothing of their own, and keep their order
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ))
}
