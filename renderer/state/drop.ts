import { createStore } from 'zustand/vanilla'

/** How many items hang over the window, `null` when none do. */
export const dropState = createStore<{ readonly items: number | null }>(() => ({ items: null }))

/**
 * Makes the whole window a place to drop files on. `onDrop` gets the files in the very event, for their paths are known
 * only then. Anything else that is dragged (a word, a picture of the page) is left alone.
 */
export function installDrop(target: Window, onDrop: (files: readonly File[]) => void): void {
  /** `dragenter` and `dragleave` come for every element on the way; the window is left when as many left as entered. */
  let depth = 0
  const show = (items: number | null) => {
    if (dropState.getState().items !== items) dropState.setState({ items })
  }
  const files = (event: DragEvent) => (event.dataTransfer?.types.includes('Files') ? event.dataTransfer : null)

  target.addEventListener('dragenter', (event) => {
    const data = files(event)
    if (data === null) return
    event.preventDefault()
    depth++
    show(countFiles(data))
  })
  target.addEventListener('dragover', (event) => {
    const data = files(event)
    if (data === null) return
    event.preventDefault()
    data.dropEffect = 'copy'
    show(countFiles(data))
  })
  target.addEventListener('dragleave', (event) => {
    if (files(event) === null) return
    depth = Math.max(0, depth - 1)
    if (depth === 0) show(null)
  })
  target.addEventListener('drop', (event) => {
    const data = files(event)
    if (data === null) return
    event.preventDefault()
    depth = 0
    show(null)
    onDrop([...data.files])
  })
}

function countFiles(data: DataTransfer): number {
  return [...data.items].filter((item) => item.kind === 'file').length || data.files.length
}
