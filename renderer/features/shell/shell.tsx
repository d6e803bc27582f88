import { lazy, Suspense, useEffect } from 'react'
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

const CanvasView = lazy(async () => ({ default: (await import('../canvas/canvas-view')).CanvasView }))
const QueueView = lazy(async () => ({ default: (await import('../queue/queue-view')).QueueView }))
const GalleryView = lazy(async () => ({ default: (await import('../gallery/gallery-view')).GalleryView }))
const SettingsView = lazy(async () => ({ default: (await import('../settings/settings-view')).SettingsView }))
const Toasts = lazy(async () => ({ default: (await import('./toasts')).Toasts }))
const ShortcutSheet = lazy(async () => ({ default: (await import('../settings/shortcut-sheet')).ShortcutSheet }))

/** Rail, the view that is open, the queue bar, and what floats above them. */
export function Shell() {
  const view = useView((state) => state.view)
  const sheet = useView((state) => state.shortcutsOpen)
  useCommands()
  useEffect(() => {
    // Tests and measurements wait for this: the page is drawn and a drop is handled.
    document.documentElement.dataset.ready = 'true'
  }, [])
  return (
    <div className={classes.shell}>
      <Rail />
      <main className={classes.main}>
        <Suspense fallback={null}>
          <OpenView view={view} />
        </Suspense>
      </main>
      <Banners />
      <QueueBar />
      <DropOverlay />
      <Announcer />
      <Suspense fallback={null}>
        <Toasts />
        {sheet && <ShortcutSheet />}
      </Suspense>
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
