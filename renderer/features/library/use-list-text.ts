import { useTranslation } from 'react-i18next'
import { areaFactor, type Target } from '../../../core/geometry'
import type { LibraryPhoto } from '../../../core/library'
import { baseName, folderOf, hostOf, safeName } from '../../format/names'
import { formatFactor, formatRatio, formatSize } from '../../format/numbers'
import { useNote } from '../../format/use-note'
import { useTargetLabel } from '../../format/use-target-label'
import { shownFolder, takenTime, traitsOf } from '../../state/photo-traits'
import type { Outcome } from '../../state/plans'

/** A line of the list in words; what is not known is empty. */
export interface ListText {
  readonly folder: string
  readonly size: string
  readonly megapixels: string
  readonly ratio: string
  readonly taken: string
  /** `taken` is when it was taken, not when the file was changed. */
  readonly isTaken: boolean
  readonly takenHint: string
  readonly canvas: string
  readonly canvasHint: string
  readonly area: string
  /** What the mark of a target of the photo's own says. */
  readonly own: string
}

const days = new Map<string, Intl.DateTimeFormat>()
const moments = new Map<string, Intl.DateTimeFormat>()

/** `target` is the one of the photo's targets that is shown, and `outcome` what becomes of it. */
export function useListText(photo: LibraryPhoto, target: Target, outcome: Outcome): ListText {
  const { t, i18n } = useTranslation()
  const label = useTargetLabel()
  const note = useNote()
  const size = photo.header?.size
  const plan = outcome.kind === 'planned' ? outcome.plan : null
  const shape = label(target)
  const canvas = plan === null ? shape : `${shape} → ${formatSize(t, plan.output)}`
  const notes = outcome.kind === 'planned' ? outcome.notes.map(note) : []
  const { time } = traitsOf(photo)
  const isTaken = takenTime(photo) !== null
  const moment = formatter(moments, i18n.language, { dateStyle: 'long', timeStyle: 'medium' }).format(time)
  return {
    folder: folderText(photo),
    size: size === undefined ? '' : formatSize(t, size),
    megapixels: size === undefined ? '' : ((size.width * size.height) / 1e6).toFixed(1),
    ratio: size === undefined ? '' : formatRatio(size),
    taken:
      time === 0
        ? ''
        : formatter(days, i18n.language, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(time),
    isTaken,
    takenHint:
      time === 0 ? '' : isTaken ? t('photoList.takenAt', { date: moment }) : `${moment}\n${t('photoList.changed')}`,
    canvas: size === undefined ? '' : canvas,
    canvasHint: [canvas, ...notes].join('\n'),
    area: plan === null ? '' : t('format.area', { value: formatFactor(areaFactor(plan)) }),
    own: t('photoList.ownTarget'),
  }
}

/** Where it lies, from the folder that was dropped on; a photo dropped by itself: the folder it is in. */
function folderText(photo: LibraryPhoto): string {
  if (photo.link !== null) return hostOf(photo.link)
  return safeName(shownFolder(photo) || baseName(folderOf(photo.path)))
}

/** Making a formatter takes longer than a line of the list may. */
function formatter(
  known: Map<string, Intl.DateTimeFormat>,
  language: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const before = known.get(language)
  if (before !== undefined) return before
  const made = new Intl.DateTimeFormat(language, options)
  known.set(language, made)
  return made
}
