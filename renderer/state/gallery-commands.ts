import { colourLabels, type MarkAction } from '../../core/gallery'
import type { MenuCommand } from '../../core/ipc/app'
import { errorHint, inWords, say } from '../format/words'
import { ask, updateSettings } from './actions'
import type { App } from './app'
import { nearestSeam } from './gallery-zoom'
import { markResults } from './marking'
import { resultRef } from './marks-store'
import { notify } from './notices'
import { comparedIds, currentId, currentResult, scopedIds } from './results'
import type { GalleryLayout } from './view-store'

type GalleryCommand = Extract<
  MenuCommand,
  | `mark-${string}`
  | `stars-${string}`
  | `colour-${string}`
  | `gallery-${string}`
  | 'auto-advance'
  | 'zoom-seam'
  | 'copy-result'
  | 'trash-result'
>

/** Whether keys and menus concern results. */
export function isInGallery(app: App): boolean {
  return app.view.getState().view === 'gallery'
}

const mark = (action: MarkAction) => (app: App) => {
  if (isInGallery(app)) markResults(app, action)
}
const [red, yellow, green, blue] = colourLabels

/** What keys and menus do in the gallery. */
export const galleryHandlers: Readonly<Record<GalleryCommand, (app: App) => void>> = {
  'mark-pick': mark({ type: 'pick' }),
  'mark-reject': mark({ type: 'reject' }),
  'mark-clear': mark({ type: 'unmark' }),
  'stars-0': mark({ type: 'stars', stars: 0 }),
  'stars-1': mark({ type: 'stars', stars: 1 }),
  'stars-2': mark({ type: 'stars', stars: 2 }),
  'stars-3': mark({ type: 'stars', stars: 3 }),
  'stars-4': mark({ type: 'stars', stars: 4 }),
  'stars-5': mark({ type: 'stars', stars: 5 }),
  'colour-red': mark({ type: 'colour', colour: red }),
  'colour-yellow': mark({ type: 'colour', colour: yellow }),
  'colour-green': mark({ type: 'colour', colour: green }),
  'colour-blue': mark({ type: 'colour', colour: blue }),
  'auto-advance': (app) => void updateSettings(app, { autoAdvance: !app.settings.getState().settings.autoAdvance }),
  'gallery-grid': (app) => setLayout(app, 'grid'),
  'gallery-loupe': (app) => setLayout(app, 'loupe'),
  'gallery-compare': (app) => setLayout(app, 'compare'),
  'gallery-side': (app) => {
    const { galleryStage } = app.view.getState()
    setStage(app, galleryStage === 'side' ? 'slider' : 'side')
  },
  'zoom-seam': toggleSeam,
  'copy-result': (app) => copyResults(app, 'files'),
  'trash-result': (app) => void askToTrash(app),
}

/** Goes to a way of looking at results; opens the gallery where that is not open. */
export function setLayout(app: App, layout: GalleryLayout): void {
  const { view, gallerySelection } = app.view.getState()
  if (view !== 'gallery') app.view.go('gallery')
  const { ids } = app.gallery.getState()
  app.view.setState({ galleryLayout: layout, galleryZoom: null })
  if (layout !== 'compare') return
  const selected = ids.filter((id) => gallerySelection.ids.has(id))
  const current = currentId(ids, gallerySelection)
  // Who has selected some means those, wherever the keyboard is.
  const focus = selected.length < 2 || current === null || selected.includes(current) ? current : (selected[0] ?? null)
  const compared = comparedIds(ids, { ...gallerySelection, focus })
  app.view.setState({ gallerySelection: { ...gallerySelection, ids: new Set(compared), focus } })
}

/** Goes to a way of holding one result against its original. */
export function setStage(app: App, galleryStage: 'slider' | 'side'): void {
  app.view.setState({ galleryStage, galleryLayout: 'loupe', galleryZoom: null })
}

/** One step back: from a closer look to the whole, from one result to the grid, there to no selection. */
export function leaveCloseness(app: App): void {
  const { galleryZoom, galleryLayout } = app.view.getState()
  if (galleryZoom !== null) app.view.setState({ galleryZoom: null })
  else if (galleryLayout === 'compare') setLayout(app, 'loupe')
  else if (galleryLayout === 'loupe') setLayout(app, 'grid')
  else app.view.selectResults({ type: 'none' })
}

/** Where the pointer is over the result that is shown, 0..1 of its output; `null`: elsewhere. */
let pointer: { readonly x: number; readonly y: number } | null = null

/** Remembers where the pointer is, for the key that looks closer. */
export function notePointer(at: typeof pointer): void {
  pointer = at
}

/** 100 % at the seam that is nearest to the pointer, and back. */
export function toggleSeam(app: App): void {
  const { galleryZoom, galleryLayout } = app.view.getState()
  const current = currentResult(app)
  if (current === null || !isInGallery(app)) return
  if (galleryZoom !== null) {
    app.view.setState({ galleryZoom: null })
    return
  }
  const { canvas, original, photo } = current.job
  const from = pointer ?? { x: 0.5, y: 0.5 }
  const seam = nearestSeam({ ...original, ...photo }, canvas, { x: from.x * canvas.width, y: from.y * canvas.height })
  app.view.setState({
    galleryLayout: galleryLayout === 'grid' ? 'loupe' : galleryLayout,
    galleryZoom: { x: seam.x / canvas.width, y: seam.y / canvas.height, scale: 1 },
  })
}

/** Puts what is selected, else the result that is shown, on the clipboard. */
export function copyResults(app: App, what: 'picture' | 'files' | 'paths'): void {
  const ids = scopedIds(app)
  if (ids.length === 0 || !isInGallery(app)) return
  void ask(app.bridge.gallery.copy({ results: ids.map(resultRef), what })).then((answer) => {
    if (answer === null) return
    const words = say(`gallery.copied.${what}`, { count: answer.value.files })
    app.view.setState({ galleryNews: inWords(words, app.i18n) })
    notify({ kind: 'info', title: words })
  })
}

/** Asks before files go to the trash; says so where none may. */
export async function askToTrash(app: App): Promise<void> {
  const results = scopedIds(app)
  if (results.length === 0 || !isInGallery(app)) return
  const answer = await ask(app.bridge.gallery.trashable({ results: results.map(resultRef) }))
  if (answer === null) return
  const { files } = answer.value
  if (files > 0) app.view.setState({ trashing: { results, files } })
  else notify({ kind: 'info', title: say('gallery.trash.none') })
}

/** The user agreed. */
export async function trashResults(app: App): Promise<void> {
  const { trashing } = app.view.getState()
  if (trashing === null) return
  app.view.setState({ trashing: null })
  const answer = await ask(app.bridge.gallery.trash({ results: trashing.results.map(resultRef) }))
  if (answer === null) return
  const { trashed, failed } = answer.value
  if (trashed > 0) app.view.setState({ galleryNews: app.i18n.t('gallery.trash.done', { count: trashed }) })
  const [first] = failed
  if (first !== undefined) {
    notify({ kind: 'error', title: say('gallery.trash.failed', { count: failed.length }), body: [errorHint(first)] })
  }
}
