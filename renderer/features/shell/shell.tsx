import { memo, useDeferredValue, useEffect, useLayoutEffect, useRef } from 'react'
import { Later, part } from '../../components/later'
import { afterFirstPicture, useAfterFirstPicture } from '../../components/use-after-first-picture'
import { leaveKeyboard } from '../../state/focus'
import { offerGuide } from '../../state/guide'
import { useApp, useView } from '../../state/hooks'
import type { View } from '../../state/view-store'
import { LibraryView } from '../library/library-view'
import { QueueBar } from '../queue-bar/queue-bar'
import { Announcer } from './announcer'
import { Banners } from './banners'
import { DropOverlay } from './drop-overlay'
import { Rail } from './rail'
import classes from './shell.module.css'
import { useCommands } from './use-commands'
import { useOverlayKeyboard } from './use-overlay-keyboard'

const canvasView = part(async () => (await import('../canvas/canvas-view')).CanvasView)
const queueView = part(async () => (await import('../queue/queue-view')).QueueView)
const galleryView = part(async () => (await import('../gallery/gallery-view')).GalleryView)
const settingsView = part(async () => (await import('../settings/settings-view')).SettingsView)
const toasts = part(async () => (await import('./toasts')).Toasts)
const consentDialog = part(async () => (await import('../consent/consent-dialog')).ConsentDialog)
const conflictDialog = part(async () => (await import('../consent/conflict-dialog')).ConflictDialog)
const managePresets = part(async () => (await import('../presets/manage-presets')).ManagePresets)
const shortcutSheet = part(async () => (await import('../settings/shortcut-sheet')).ShortcutSheet)

/** What the first picture does not need comes once there is nothing else to do, so that no view is ever waited for. */
function loadTheRest(): void {
  requestIdleCallback(() => {
    for (const { load } of [canvasView, queueView, galleryView, settingsView, shortcutSheet, consentDialog]) void load()
  })
}

/** Rail, the view that is open, the queue bar, and what floats above them. */
export function Shell() {
  const app = useApp()
  // A click lights the rail at once; a view of ten thousand jobs may take a moment longer.
  const view = useDeferredValue(useView((state) => state.view))
  const sheet = useView((state) => state.shortcutsOpen)
  const presets = useView((state) => state.presetsOpen)
  const consent = useView((state) => state.consent !== null)
  const conflicts = useView((state) => state.conflicts !== null)
  const after = useAfterFirstPicture()
  const main = useFocusAfterLeaving(view)
  useCommands()
  useOverlayKeyboard()
  useEffect(() => {
    // Tests and measurements wait for this: the page is drawn and a drop is handled.
    document.documentElement.dataset.ready = 'true'
    performance.mark('ready')
    afterFirstPicture(() => {
      void app.load().then(() => offerGuide(app))
      loadTheRest()
    })
  }, [app])
  return (
    <div className={classes.shell}>
      <Rail />
      <main ref={main} tabIndex={-1} className={classes.main} data-view={view}>
        <OpenView view={view} />
      </main>
      <Banners />
      <QueueBar />
      <DropOverlay />
      <Announcer />
      {after && <Later part={toasts} />}
      {sheet && <Later part={shortcutSheet} />}
      {presets && <Later part={managePresets} />}
      {consent && <Later part={consentDialog} />}
      {conflicts && <Later part={conflictDialog} />}
    </div>
  )
}

/** The view that took the keyboard away with it leaves it to the next: Tab goes on there, and a screen reader says so. */
function useFocusAfterLeaving(view: View) {
  const app = useApp()
  const main = useRef<HTMLElement>(null)
  const before = useRef(view)
  // Before what the view is made of is asked whether it takes the keyboard.
  useLayoutEffect(() => {
    if (before.current === view || !app.view.getState().isEntering) return
    app.view.setState({ isEntering: false })
    leaveKeyboard()
  }, [app, view])
  useEffect(() => {
    if (before.current !== view && document.activeElement === document.body) main.current?.focus()
    before.current = view
  }, [view])
  return main
}

const OpenView = memo(function OpenView({ view }: { readonly view: View }) {
  switch (view) {
    case 'library':
      return <LibraryView />
    case 'canvas':
      return <Later key="canvas" part={canvasView} />
    case 'queue':
      return <Later key="queue" part={queueView} />
    case 'gallery':
      return <Later key="gallery" part={galleryView} />
    case 'settings':
      return <Later key="settings" part={settingsView} />
  }
})
