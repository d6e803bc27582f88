import { useMemo } from 'react'
import type { LibraryPhoto } from '../../../core/library'
import { choosePrompt } from '../../state/actions'
import { useApp, useList, useSettings, useView } from '../../state/hooks'
import { sharedPrompt } from '../../state/prompts'
import { useAfterPaint } from '../../state/use-after-paint'

/** What the inspector's prompt applies to, and what that is now. */
export interface PromptScope {
  /** `batch`: no photo is selected. */
  readonly kind: 'batch' | 'selection' | 'photo'
  /** Changes when the prompt is another photo's: what is being typed belongs to the one before. */
  readonly key: string
  readonly photos: readonly LibraryPhoto[]
  /** The prompt they share; `null`: they have different ones. */
  readonly prompt: string | null
  /** How many have a prompt of their own. */
  readonly own: number
  /** `null`: the batch's. */
  readonly choose: (prompt: string | null) => void
}

/** Follows the selection, a moment later; in Canvas, the photo that is shown. */
export function usePromptScope(): PromptScope {
  const app = useApp()
  const view = useView((state) => state.view)
  const selected = useAfterPaint(app.view, (state) => state.selection.ids)
  const focus = useView((state) => state.selection.focus)
  const first = useList((state) => (view === 'canvas' ? state.ids[0] : null))
  const batch = useSettings((state) => state.settings.batch.prompt)
  const shown = view === 'canvas' ? (focus ?? first) : null
  const none = view === 'canvas' ? shown === undefined : selected.size === 0
  const content = useAfterPaint(app.library, (state) => (none ? null : state.content))
  return useMemo(() => {
    const ids = view !== 'canvas' ? [...selected] : shown == null ? [] : [shown]
    const photos = ids.flatMap((id) => content?.photos.get(id) ?? [])
    return {
      kind: photos.length === 0 ? 'batch' : view === 'canvas' ? 'photo' : 'selection',
      key: [ids.length, ids[0], ids.at(-1)].join(' '),
      photos,
      prompt: sharedPrompt(photos, batch),
      own: photos.filter(({ prompt }) => prompt !== null).length,
      choose: (prompt) => void choosePrompt(app, ids, prompt),
    }
  }, [app, view, selected, shown, content, batch])
}
