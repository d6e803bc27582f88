import { useEffect } from 'react'
import { later } from '../../components/later'
import { useView } from '../../state/hooks'
import type { View } from '../../state/view-store'
import { LibraryView } from '../library/library-view'
import { QueueBar } from '../queue-bar/queue-bar'
import { Announcer } from './announcer'
import { Banners } from './banners'
import { DropOverlay } from './drop-overlay'
import { Rail } from './rail'
import classes from './shell.module.css'
import { useCommands } from './use-commands'

const CanvasView = later(async () => (await import('../canvas/canvas-view')).CanvasView)
const QueueView = later(async () => (await import('../queue/queue-view')).QueueView)
const GalleryView = later(async () => (await import('../gallery/gallery-view')).GalleryView)
const SettingsView = later(async () => (await import('../settings/settings-view')).SettingsView)
const Toasts = later(async () => (await import('./toasts')).Toasts)
const ShortcutSheet = later(async () => (await import('../settings/shortcut-sheet')).ShortcutSheet)

/** What the first picture does not need comes once there is nothing else to do, so that no view is ever waited for. */
function loadTheRest(): void {
  requestIdleCallback(() => {
    for (const part of [CanvasView, QueueView, GalleryView, SettingsView, ShortcutSheet]) void part.preload()
  })
}

/** Rail, the view that is open, the queue bar, and what floats above them. */
export function Shell() {
  const view = useView((state) => state.view)
  const sheet = useView((state) => state.shortcutsOpen)
  useCommands()
  useEffect(() => {
    // Tests and measurements wait for this: the page is drawn and a drop is handled.
    document.documentElement.dataset.ready = 'true'
    loadTheRest()
  }, [])
  return (
    <div className={classes.shell}>
      <Rail />
      <main className={classes.main}>
        <OpenView view={view} />
      </main>
      <Banners />
      <QueueBar />
      <DropOverlay />
      <Announcer />
      <Toasts />
      {sheet && <ShortcutSheet />}
    </div>
  )
}

function OpenView({ view }: { readonly view: View }) {
  switch (view) {
    case 'library':
      return <LibraryView />
    case 'canvas':
      return <CanvasView />
    case 'queue':
      return <QueueView />
    case 'gallery':
      return <GalleryView />
    case 'settings':
      return <SettingsView />
  }
}
