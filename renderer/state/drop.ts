import { createStore } from 'zustand/vanilla'
import { isTyping } from './typing'

/** What hangs over the window: so many files, or words and links; `null` when nothing does. */
export type Hanging = { readonly kind: 'files'; readonly count: number } | { readonly kind: 'text' }

export const dropState = createStore<{ readonly hanging: Hanging | null }>(() => ({ hanging: null }))

/**
 * Makes the whole window a place to drop files, links and paths on. `onDrop` gets the data in the very event, for paths
 * of files are known only then. What is dragged inside the window, and words over a field, are left alone.
 */
export function installDrop(target: Window, onDrop: (data: DataTransfer) => void): void {
  /** `dragenter` and `dragleave` come for every element on the way; the window is left when as many left as entered. */
  let depth = 0
  let fromHere = false
  const show = (hanging: Hanging | null) => {
    if (!sameHanging(dropState.getState().hanging, hanging)) dropState.setState({ hanging })
  }
  const wanted = (event: DragEvent) => {
    const data = event.dataTransfer
    if (data === null || fromHere) return null
    if (data.types.includes('Files') || data.types.includes('text/uri-list')) return data
    return data.types.includes('text/plain') && !isTyping(event.target) ? data : null
  }
  const end = () => {
    depth = 0
    show(null)
  }

  target.addEventListener('dragstart', () => {
    fromHere = true
  })
  target.addEventListener('dragend', () => {
    fromHere = false
  })
  target.addEventListener('dragenter', (event) => {
    const data = wanted(event)
    if (data === null) return
    event.preventDefault()
    depth++
    show(hangingOf(data))
  })
  target.addEventListener('dragover', (event) => {
    const data = wanted(event)
    if (data === null) return
    event.preventDefault()
    data.dropEffect = 'copy'
    show(hangingOf(data))
  })
  target.addEventListener('dragleave', (event) => {
    if (wanted(event) === null) return
    depth = Math.max(0, depth - 1)
    if (depth === 0) show(null)
  })
  // None of these come during a drag: one that ended without a word (its element went meanwhile, say) is over by then.
  for (const type of ['pointerdown', 'keydown'] as const) {
    target.addEventListener(type, () => dropState.getState().hanging !== null && end(), { capture: true })
  }
  target.addEventListener('drop', (event) => {
    const data = wanted(event)
    if (data === null) {
      end()
      return
    }
    event.preventDefault()
    end()
    onDrop(data)
  })
}

function hangingOf(data: DataTransfer): Hanging {
  if (!data.types.includes('Files')) return { kind: 'text' }
  return { kind: 'files', count: [...data.items].filter((item) => item.kind === 'file').length || data.files.length }
}

function sameHanging(a: Hanging | null, b: Hanging | null): boolean {
  return a?.kind === b?.kind && (a?.kind !== 'files' || b?.kind !== 'files' || a.count === b.count)
}
