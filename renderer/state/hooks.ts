import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { NameReport } from '../../core/queue'
import type { DoorId } from '../../core/service/doors'
import type { AccessState } from './access-store'
import type { App } from './app'
import type { CanvasZoomState } from './canvas-zoom'
import type { GalleryListState } from './gallery-list'
import type { ListState } from './library-list'
import type { LibraryState } from './library-store'
import { type KnownMark, markOf } from './marks-store'
import type { QueueState } from './queue-store'
import type { SettingsState } from './settings-store'
import type { ViewState } from './view-store'

export const AppContext = createContext<App | null>(null)

/** The window's stores. @throws {Error} outside the program's own tree: a bug. */
export function useApp(): App {
  const app = useContext(AppContext)
  if (app === null) throw new Error('Expected to be inside AppContext')
  return app
}

/** A part of the library; the component renders again when that part is another one. */
export function useLibrary<T>(select: (state: LibraryState) => T): T {
  return useStore(useApp().library, select)
}

/** A part of the queue. */
export function useQueue<T>(select: (state: QueueState) => T): T {
  return useStore(useApp().queue, select)
}

/** A part of the settings, the program's facts or the presets. */
export function useSettings<T>(select: (state: SettingsState) => T): T {
  return useStore(useApp().settings, select)
}

/** A part of where the user is. */
export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useApp().view, select)
}

/** A part of what is known of keys and connections. */
export function useAccess<T>(select: (state: AccessState) => T): T {
  return useStore(useApp().access, select)
}

/** Whether the last check of a door says that its key was refused. */
export function useKeyRefused(door: DoorId): boolean {
  return useAccess(({ checks }) => {
    const check = checks[door]
    return check.kind === 'done' && check.report.key === 'bad'
  })
}

/** What Start would do with names; `null`: not known (yet). */
export function useNameReport(): NameReport | null {
  return useStore(useApp().names, (state) => state.report)
}

/** A part of how near Canvas is looked at. */
export function useCanvas<T>(select: (state: CanvasZoomState) => T): T {
  return useStore(useApp().canvas, select)
}

/** The photos that are shown. */
export function useList<T>(select: (state: ListState) => T): T {
  return useStore(useApp().list, select)
}

/** The results that are shown. */
export function useGallery<T>(select: (state: GalleryListState) => T): T {
  return useStore(useApp().gallery, select)
}

/** What the user thinks of a result. */
export function useMark(id: string): KnownMark {
  return useStore(useApp().marks, ({ marks }) => markOf(marks, id))
}
