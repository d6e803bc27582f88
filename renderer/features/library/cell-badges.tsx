import { IconAlertTriangleFilled, IconCheck, IconClock, IconHandStop, IconLoader2, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { rawNote } from '../../../core/conversion-notes'
import type { LibraryPhoto } from '../../../core/library'
import type { PhotoHeader } from '../../../core/photo'
import type { JobView } from '../../../core/queue'
import { isDoor } from '../../../core/service/doors'
import { targetAt } from '../../../core/targets'
import { cx } from '../../components/cx'
import { useNote } from '../../format/use-note'
import { useTargetLabel } from '../../format/use-target-label'
import { choosePrompt, resetTargets } from '../../state/actions'
import { useApp, useSettings, useView } from '../../state/hooks'
import { type Badge, badgeOf } from './badge-of'
import classes from './cell-badges.module.css'
import { TargetCount } from './target-count'
import { useJobWords } from './use-job-words'

interface CellBadgesProps {
  readonly photo: LibraryPhoto
  /** The photo's latest job. */
  readonly job: JobView | undefined
}

/** That it is a RAW file's preview; a prompt and a target of the photo's own, each with the way back to the batch's; and what became of it in the queue. */
export function CellBadges({ photo, job }: CellBadgesProps) {
  return (
    <>
      {photo.header?.format === 'raw' && <RawBadge header={photo.header} />}
      {photo.prompt !== null && <OwnPrompt photo={photo} />}
      {photo.target !== null && <OwnTarget photo={photo} />}
      {photo.header !== null && <TargetCount photo={photo} />}
      {job !== undefined && <JobBadge job={job} />}
    </>
  )
}

/** What is expanded is not what the sensor saw. */
function RawBadge({ header }: { readonly header: PhotoHeader }) {
  const { t } = useTranslation()
  const note = useNote()
  const words = rawNote(header)
  return (
    <span className={classes.badge} title={words === null ? undefined : note(words)}>
      {t('library.raw')}
    </span>
  )
}

function OwnTarget({ photo }: { readonly photo: LibraryPhoto }) {
  const { t } = useTranslation()
  const app = useApp()
  const label = useTargetLabel()
  const shown = useView((state) => state.shownTarget)
  const { target, moreTargets } = photo
  if (target === null) return null
  const name = label(targetAt([target, ...moreTargets], shown))
  const words = t('library.ownTarget', { target: name })
  return <OwnBadge name={name} words={words} onReset={() => resetTargets(app, [photo.id])} />
}

/** Only where it is read: the local engine paints without words. */
function OwnPrompt({ photo }: { readonly photo: LibraryPhoto }) {
  const { t } = useTranslation()
  const app = useApp()
  const read = useSettings((state) => isDoor(state.settings.batch.engine))
  if (!read || photo.prompt === null) return null
  const words = t('library.ownPrompt', { prompt: photo.prompt })
  return <OwnBadge name={t('library.prompt')} words={words} onReset={() => void choosePrompt(app, [photo.id], null)} />
}

interface OwnBadgeProps {
  readonly name: string
  /** All of it, and what pressing does. */
  readonly words: string
  readonly onReset: () => void
}

/** Something of a photo's own, with the way back to the batch's. Its words are a plain title: floating ones for every cell cost frames. */
function OwnBadge({ name, words, onReset }: OwnBadgeProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={cx(classes.badge, classes.own)}
      aria-label={words}
      title={words}
      onClick={(event) => {
        event.stopPropagation()
        onReset()
      }}
    >
      <span>{name}</span>
      <IconX size={12} aria-hidden />
    </button>
  )
}

const pictures: Readonly<Record<Badge, ReactNode>> = {
  queued: <IconClock size={12} aria-hidden />,
  working: <IconLoader2 size={12} aria-hidden />,
  done: <IconCheck size={12} stroke={3} aria-hidden />,
  skipped: <IconCheck size={12} stroke={3} aria-hidden />,
  failed: <IconAlertTriangleFilled size={11} aria-hidden />,
  blocked: <IconHandStop size={12} aria-hidden />,
  cancelled: <IconX size={12} aria-hidden />,
}

const tones: Readonly<Partial<Record<Badge, string | undefined>>> = {
  done: classes.done,
  skipped: classes.done,
  failed: classes.failed,
  blocked: classes.held,
  working: classes.held,
}

/** What became of it; of a failure also why, to the pointer in a sentence and to a screen reader in a few words. */
function JobBadge({ job }: { readonly job: JobView }) {
  const badge = badgeOf(job)
  const { word, failure, full } = useJobWords()(job)
  return (
    <span className={cx(classes.badge, tones[badge])} title={full}>
      {pictures[badge]}
      {word}
      {failure !== null && <span className="visually-hidden">{failure}</span>}
    </span>
  )
}
