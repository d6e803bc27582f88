import { useEffect } from 'react'
import { worksIn } from '../../../core/menu-views'
import { runCommand } from '../../state/commands'
import { useApp } from '../../state/hooks'
import { isInOverlay, usesKey } from '../../state/typing'
import { commandOf } from './shortcuts'
import { useMenuState } from './use-menu-state'

/** Obeys the window's keys and the application menu. */
export function useCommands(): void {
  const app = useApp()
  useMenuState()
  useEffect(() => {
    const mac = app.settings.getState().info.platform === 'darwin'
    const onKeyDown = (event: KeyboardEvent) => {
      const capsLock = event.getModifierState('CapsLock')
      if (capsLock !== app.view.getState().capsLock) app.view.setState({ capsLock })
      if (event.defaultPrevented || event.isComposing || isInOverlay(event.target)) return
      const busy = usesKey(event.target, event.key, event.ctrlKey || event.metaKey)
      const command = commandOf(event, app.view.getState().view, mac, busy)
      // Words that are marked are what Copy means first.
      if (command === null || (command === 'copy-result' && getSelection()?.isCollapsed === false)) return
      event.preventDefault()
      runCommand(app, command)
    }
    window.addEventListener('keydown', onKeyDown)
    // The menu offers what works in the view; one that was open meanwhile may be late.
    const stop = app.bridge.on.menuCommand((command) => {
      if (worksIn(command, app.view.getState().view)) runCommand(app, command)
    })
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      stop()
    }
  }, [app])
}
