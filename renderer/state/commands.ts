import type { MenuCommand } from '../../core/ipc/app'
import { builtInPresets, type PresetShape } from '../../core/presets'
import type { LibrarySettings } from '../../core/settings'
import { targetAt, targetsOf } from '../../core/targets'
import { ask, chooseTarget, removeSelected, resetTargets, scopeOf, updateLibrary, updateSettings } from './actions'
import type { App } from './app'
import { copySettings, pasteSettings } from './copied-settings'
import { findField } from './focus'
import { galleryHandlers, isInGallery, leaveCloseness } from './gallery-commands'
import { currentResult, showResult, stepResult, stepVariation } from './results'
import { sharedTarget } from './scope'
import { startDefault } from './start'
import { takeBack } from './take-back'
import { withShape } from './targets'

/** Everything a key or a menu can ask for. */
export type Command = MenuCommand

/** Steps of the grid's cells, px. */
export const thumbnailEdges = [128, 160, 200, 240, 280, 320, 384, 448, 512] as const

const handlers: Readonly<Record<Command, (app: App) => void>> = {
  'view-library': (app) => app.view.enter('library'),
  'view-canvas': (app) => app.view.enter('canvas'),
  'view-queue': (app) => app.view.enter('queue'),
  'view-gallery': (app) => app.view.enter('gallery'),
  'view-settings': (app) => app.view.enter('settings'),
  start: startDefault,
  undo: (app) => takeBack(app, 'undo'),
  redo: (app) => takeBack(app, 'redo'),
  'toggle-running': toggleRunning,
  'select-all': (app) =>
    isInGallery(app)
      ? app.view.selectResults({ type: 'all', order: app.gallery.getState().ids })
      : app.view.select({ type: 'all', order: app.list.getState().ids }),
  'select-none': (app) => (isInGallery(app) ? leaveCloseness(app) : app.view.select({ type: 'none' })),
  'invert-selection': (app) =>
    isInGallery(app)
      ? app.view.selectResults({ type: 'invert', order: app.gallery.getState().ids })
      : app.view.select({ type: 'invert', order: app.list.getState().ids }),
  find: findField,
  'preset-1': (app) => applyPreset(app, 1),
  'preset-2': (app) => applyPreset(app, 2),
  'preset-3': (app) => applyPreset(app, 3),
  'preset-4': (app) => applyPreset(app, 4),
  'preset-5': (app) => applyPreset(app, 5),
  'preset-6': (app) => applyPreset(app, 6),
  'preset-7': (app) => applyPreset(app, 7),
  'preset-8': (app) => applyPreset(app, 8),
  'preset-9': (app) => applyPreset(app, 9),
  'remove-selected': removeSelected,
  'copy-settings': copySettings,
  'paste-settings': (app) => void pasteSettings(app),
  'reset-target': resetTarget,
  previous: (app) => step(app, -1),
  next: (app) => step(app, 1),
  first: (app) => goToEnd(app, 0),
  last: (app) => goToEnd(app, -1),
  'variation-previous': (app) => stepVariation(app, -1),
  'variation-next': (app) => stepVariation(app, 1),
  'show-shortcuts': (app) => app.view.setState(({ shortcutsOpen }) => ({ shortcutsOpen: !shortcutsOpen })),
  'show-guide': (app) => app.view.setState({ view: 'library', guide: true }),
  'show-log': (app) => app.view.showSettings('log'),
  'copy-diagnostics': (app) => app.view.showSettings('diagnostics'),
  'show-about': (app) => app.view.showSettings('about'),
  reveal,
  open: openResult,
  ...galleryHandlers,
  'zoom-thumbnails-in': (app) => zoom(app, 1),
  'zoom-thumbnails-out': (app) => zoom(app, -1),
  'canvas-fit': (app) => app.canvas.fit(),
  'canvas-actual': (app) => app.canvas.toggleActual(window.devicePixelRatio),
  'canvas-zoom-in': (app) => app.canvas.zoomBy(1.25),
  'canvas-zoom-out': (app) => app.canvas.zoomBy(1 / 1.25),
  'canvas-preview': togglePreview,
  'library-grid': (app) => lookAt(app, { layout: 'grid' }),
  'library-list': (app) => lookAt(app, { layout: 'list' }),
  'library-folders': (app) => lookAt(app, { folders: !app.settings.getState().settings.library.folders }),
  'clear-filters': (app) => app.view.showPhotos('all'),
}

/** Does what a key or a menu asks for, in the view that is open. */
export function runCommand(app: App, command: Command): void {
  handlers[command](app)
}

function togglePreview(app: App): void {
  const { canvas } = app.settings.getState().settings
  void updateSettings(app, { canvas: { ...canvas, preview: !canvas.preview } })
}

export function toggleRunning(app: App): void {
  const { summary } = app.queue.getState()
  if (summary !== null) void ask(app.bridge.queue.setRunning({ running: summary.mode !== 'running' }))
}

function applyPreset(app: App, number: number): void {
  const preset = builtInPresets[number - 1]
  if (preset !== undefined) chooseShape(app, preset.shape)
}

/** Another shape for the photos in scope, or the batch; where they agree on the rest of the target, that stays. */
export function chooseShape(app: App, shape: PresetShape): void {
  const scope = scopeOf(app)
  const { photos } = app.library.getState()
  const { batch } = app.settings.getState().settings
  const { shownTarget } = app.view.getState()
  const base = sharedTarget(
    scope.flatMap((id) => photos.get(id) ?? []),
    batch,
    shownTarget,
  )
  const from = base ?? targetAt(targetsOf({ target: null }, batch), shownTarget)
  void chooseTarget(app, scope, withShape(from, shape))
}

/** Own targets of the photos in scope go; with none in scope, those of all that are shown. */
export function resetTarget(app: App): void {
  const scope = scopeOf(app)
  const { photos } = app.library.getState()
  const ids = (scope.length > 0 ? scope : app.list.getState().ids).filter((id) => photos.get(id)?.target != null)
  resetTargets(app, ids)
}

/** Previous or next: a result in the gallery, else a photo, which becomes the selected one. */
function step(app: App, by: 1 | -1): void {
  const { view } = app.view.getState()
  if (view === 'gallery') {
    stepResult(app, by)
    return
  }
  const { ids } = app.list.getState()
  const { focus } = app.view.getState().selection
  // Canvas shows the first photo when none has the focus.
  const at = focus !== null ? app.list.indexOf(focus) : view === 'canvas' ? 0 : -1
  const id = ids[Math.min(ids.length - 1, Math.max(0, at + by))]
  if (id !== undefined) app.view.select({ type: 'only', id })
}

/** The first (0) or the last (-1) result in the gallery, else photo. */
function goToEnd(app: App, at: 0 | -1): void {
  if (isInGallery(app)) {
    const id = app.gallery.getState().ids.at(at)
    if (id !== undefined) showResult(app, id)
  } else {
    const id = app.list.getState().ids.at(at)
    if (id !== undefined) app.view.select({ type: 'only', id })
  }
}

function zoom(app: App, by: 1 | -1): void {
  const { thumbnailEdge } = app.settings.getState().settings
  const next =
    by > 0
      ? thumbnailEdges.find((edge) => edge > thumbnailEdge)
      : thumbnailEdges.findLast((edge) => edge < thumbnailEdge)
  if (next !== undefined) void updateSettings(app, { thumbnailEdge: next })
}

/** Changes how the library is looked at, and goes there. */
function lookAt(app: App, change: Partial<LibrarySettings>): void {
  app.view.go('library')
  void updateLibrary(app, change)
}

/** Shows the result, else the photo that has the focus, in its folder. */
function reveal(app: App): void {
  const { view, selection } = app.view.getState()
  if (view === 'gallery') {
    const current = currentResult(app)
    if (current === null) return
    void ask(app.bridge.gallery.reveal({ job: current.item.job, variation: current.item.variation }))
  } else if (selection.focus !== null) {
    void ask(app.bridge.library.reveal({ id: selection.focus }))
  }
}

/** Opens the result that is shown in the system's own viewer. */
function openResult(app: App): void {
  const current = currentResult(app)
  if (current === null || !isInGallery(app)) return
  void ask(app.bridge.gallery.open({ job: current.item.job, variation: current.item.variation }))
}
