import type { MouseEvent } from 'react'
import type { App } from '../../state/app'
import { useApp } from '../../state/hooks'

interface Place {
  readonly x: number
  readonly y: number
}

/** Opens the menu of photos where the pointer asks for it, or at the photo. */
export function useMenuOpener() {
  const app = useApp()
  return (event: MouseEvent<HTMLElement>) => {
    event.preventDefault()
    openPhotoMenu(app, event.target, event.button === 2 ? { x: event.clientX, y: event.clientY } : null)
  }
}

/** Opens it for the photo that `target` is a part of. One that is not selected becomes the only one. `null`: at the photo. */
export function openPhotoMenu(app: App, target: EventTarget | null, place: Place | null): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-photo]') : null
  const id = cell?.dataset.photo
  if (cell == null || id === undefined) return
  if (!app.view.getState().selection.ids.has(id)) app.view.select({ type: 'only', id })
  app.view.setState({ photoMenu: place ?? middleOf(cell) })
}

function middleOf(cell: HTMLElement): Place {
  const { left, top, width, height } = cell.getBoundingClientRect()
  return { x: left + Math.min(width / 2, 160), y: top + Math.min(height / 2, 24) }
}
