import { useTranslation } from 'react-i18next'
import type { ConversionNote } from '../../core/conversion-notes'
import type { Note } from '../../core/note'

/** All that texts of notes may name; a note of an older program may lack some. */
const nothing = {
  from: '',
  to: '',
  format: '',
  taken: '',
  pages: '',
  percent: '',
  width: '',
  height: '',
  sensorWidth: '',
  sensorHeight: '',
}

/** How an output differs from its photo, as a sentence in the user's language. */
export function useNote(): (note: Note | ConversionNote) => string {
  const { t } = useTranslation()
  return ({ code, params }: Note) => {
    const values: Record<keyof typeof nothing, string | number> = { ...nothing, ...params }
    switch (code) {
      case 'raw-preview':
        return t(`notes.${'sensorWidth' in params ? 'raw-preview-smaller' : code}`, values)
      case 'depth':
        return t(`notes.depth-${reasonOf(params)}`, values)
      case 'resampled':
        return t(`notes.${resampling(params)}`, values)
      default:
        return t(`notes.${code}`, values)
    }
  }
}

/** The same in a few words, for many photos together and short lines. */
export function useBriefNote(): (note: Note | ConversionNote) => string {
  const { t } = useTranslation()
  return ({ code, params }: Note) =>
    t(`notes.brief.${code === 'resampled' ? resampling(params) : code}`, { ...nothing, ...params })
}

/** Whether the photo's own pixels are not what they were, by the user's own choice. */
export function changesPixels({ code }: ConversionNote): boolean {
  return code === 'profile' || code === 'resampled' || code === 'sharpened'
}

function resampling({ percent }: Note['params']): 'resampled-up' | 'resampled-down' {
  return Number(percent) > 100 ? 'resampled-up' : 'resampled-down'
}

function reasonOf({ because }: Note['params']): 'format' | 'conversion' | 'choice' {
  return because === 'format' || because === 'conversion' ? because : 'choice'
}
