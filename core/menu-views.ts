import { z } from 'zod'
import type { MenuCommand } from './ipc/app'

/** The views of the window, as the rail has them. */
export const views = ['library', 'canvas', 'queue', 'gallery', 'settings'] as const
export type View = (typeof views)[number]

/**
 * What Undo, or Redo, is about: a change, with the words of its item as the page has them; what is typed in a field, which
 * needs none; `null`: there is nothing.
 */
const aboutSchema = z.union([z.literal('typing'), z.object({ item: z.string().regex(/^\P{Cc}{1,100}$/u) })]).nullable()

/** What the application menu goes by. */
export const menuStateSchema = z.object({ view: z.enum(views), undo: aboutSchema, redo: aboutSchema })
export type MenuState = z.infer<typeof menuStateSchema>

const photos: readonly View[] = ['library', 'canvas']
const marks: readonly View[] = ['gallery']

/** Commands that concern what is seen in some views only. All others work everywhere, or go to where they work. */
const places: Readonly<Partial<Record<MenuCommand, readonly View[]>>> = {
  'select-all': ['library', 'gallery'],
  'select-none': ['library', 'gallery'],
  'invert-selection': ['library', 'gallery'],
  find: ['library', 'queue', 'gallery'],
  'preset-1': photos,
  'preset-2': photos,
  'preset-3': photos,
  'preset-4': photos,
  'preset-5': photos,
  'preset-6': photos,
  'preset-7': photos,
  'preset-8': photos,
  'preset-9': photos,
  'remove-selected': ['library'],
  'copy-settings': photos,
  'paste-settings': photos,
  'reset-target': photos,
  previous: ['library', 'canvas', 'gallery'],
  next: ['library', 'canvas', 'gallery'],
  first: ['library', 'canvas', 'gallery'],
  last: ['library', 'canvas', 'gallery'],
  'variation-previous': marks,
  'variation-next': marks,
  reveal: ['library', 'canvas', 'gallery'],
  open: marks,
  'mark-pick': marks,
  'mark-reject': marks,
  'mark-clear': marks,
  'stars-0': marks,
  'stars-1': marks,
  'stars-2': marks,
  'stars-3': marks,
  'stars-4': marks,
  'stars-5': marks,
  'colour-red': marks,
  'colour-yellow': marks,
  'colour-green': marks,
  'colour-blue': marks,
  'gallery-side': marks,
  'zoom-seam': marks,
  'copy-result': marks,
  'trash-result': marks,
  'zoom-thumbnails-in': ['library'],
  'zoom-thumbnails-out': ['library'],
  'canvas-fit': ['canvas'],
  'canvas-actual': ['canvas'],
  'canvas-zoom-in': ['canvas'],
  'canvas-zoom-out': ['canvas'],
  'canvas-preview': ['canvas'],
}

/** Whether a command concerns anything that is seen in a view. */
export function worksIn(command: MenuCommand, view: View): boolean {
  return places[command]?.includes(view) ?? true
}

/** Whether a command is offered as things are. */
export function isOffered(command: MenuCommand, state: MenuState): boolean {
  if (command === 'undo' || command === 'redo') return state[command] !== null
  return worksIn(command, state.view)
}
