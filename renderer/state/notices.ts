import { createStore } from 'zustand/vanilla'
import type { Words } from '../format/words'

/** Something that happened elsewhere than where the user is looking. */
export interface Notice {
  readonly id: number
  readonly kind: 'info' | 'error'
  readonly title: Words
  /** Sentences. */
  readonly body?: readonly Words[]
  /** A confirmation of what was just done: soon gone, and in the place of the one before. */
  readonly brief?: boolean
  readonly action?: { readonly label: Words; readonly run: () => void }
}

/** Notices that have not been shown yet; the toaster takes them out. */
export const notices = createStore<{ readonly waiting: readonly Notice[] }>(() => ({ waiting: [] }))

let last = 0

/** Shows a toast. */
export function notify(notice: Omit<Notice, 'id'>): void {
  last++
  const id = last
  notices.setState((state) => ({ waiting: [...state.waiting, { ...notice, id }] }))
}
