import { useMemo } from 'react'
import type { LibraryPhoto } from '../../../core/library'
import { type OutputFormat, outputFormats, writtenFormat } from '../../../core/photo'
import { useApp, useSettings } from '../../state/hooks'
import { useAfterPaint } from '../../state/use-after-paint'

/** What the outputs' formats will be. */
export interface WrittenFormats {
  /** Whether any output is written in one of those; without photos: whether one could be. */
  readonly some: (...formats: readonly OutputFormat[]) => boolean
  /** Photos whose own format is only read, though it was to be kept. */
  readonly readOnly: boolean
}

/** The formats of the selected photos' outputs, else of all. Follows once what is new is seen. */
export function useWrittenFormats(): WrittenFormats {
  const app = useApp()
  const chosen = useSettings((state) => state.settings.batch.output.format)
  const selected = useAfterPaint(app.view, (state) => state.selection.ids)
  const content = useAfterPaint(app.library, (state) => state.content)
  return useMemo(() => {
    const { photos } = content
    const concerned = selected.size > 0 ? [...selected].flatMap((id) => photos.get(id) ?? []) : photos.values()
    return writtenFormats(concerned, chosen)
  }, [content, selected, chosen])
}

function writtenFormats(photos: Iterable<LibraryPhoto>, chosen: 'same' | OutputFormat): WrittenFormats {
  const own = new Set(Array.from(photos, ({ header }) => header?.format).filter((format) => format !== undefined))
  const written = new Set(Array.from(own, (format) => writtenFormat(chosen, format)))
  if (written.size === 0) for (const format of chosen === 'same' ? outputFormats : [chosen]) written.add(format)
  return {
    some: (...formats) => formats.some((format) => written.has(format)),
    readOnly: chosen === 'same' && (own.has('heic') || own.has('raw')),
  }
}
