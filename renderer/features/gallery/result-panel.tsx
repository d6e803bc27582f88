import { SegmentedControl } from '@mantine/core'
import { IconExternalLink, IconFolderOpen } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { safeName, shortPath } from '../../format/names'
import { useNote } from '../../format/use-note'
import { runCommand } from '../../state/commands'
import { useApp } from '../../state/hooks'
import { pathOf, type Result } from '../../state/results'
import { ResultFacts } from './result-facts'
import classes from './result-panel.module.css'

/** What is known about a result, and the way to its file. */
export function ResultPanel({ result }: { readonly result: Result }) {
  const { t } = useTranslation()
  const app = useApp()
  const note = useNote()
  const { job, variation } = result
  return (
    <aside className={classes.panel} aria-label={t('gallery.info.title')}>
      <h2>{t('gallery.info.title')}</h2>
      <ResultFacts job={job} />
      {job.prompt !== undefined && job.prompt !== '' && (
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
      {job.outputs.length > 1 && (
        <div className={classes.variations}>
          <h2>{t('gallery.variation')}</h2>
          <SegmentedControl
            fullWidth
            aria-label={t('gallery.variation')}
            data={job.outputs.map((output) => ({ value: String(output.variation), label: String(output.variation) }))}
            value={String(variation)}
            onChange={(value) => app.view.setState({ galleryJob: job.id, galleryVariation: Number(value) })}
          />
        </div>
      )}
      <h2>{t('gallery.info.file')}</h2>
      <p className={classes.path} title={safeName(pathOf(result))}>
        {safeName(shortPath(pathOf(result)))}
      </p>
      <div className={classes.buttons}>
        <Button onClick={() => runCommand(app, 'reveal')}>
          <IconFolderOpen size={15} stroke={1.6} aria-hidden />
          {t('gallery.reveal')}
        </Button>
        <Button onClick={() => runCommand(app, 'open')}>
          <IconExternalLink size={15} stroke={1.6} aria-hidden />
          {t('gallery.open')}
        </Button>
      </div>
      <p className={classes.hint}>{t(job.outputs.length > 1 ? 'gallery.hint' : 'gallery.hintSingle')}</p>
    </aside>
  )
}
