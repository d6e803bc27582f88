import { useEffect, useRef } from 'react'
import { useApp, useView } from '../../state/hooks'
import type { SettingsPlace } from '../../state/view-store'

/** A section that something else leads to: it scrolls into sight then, with the keyboard in its first field. */
export function useArrival(place: SettingsPlace) {
  const app = useApp()
  const ref = useRef<HTMLElement>(null)
  const arrived = useView((state) => state.settingsPlace === place)
  useEffect(() => {
    if (!arrived) return
    app.view.setState({ settingsPlace: null })
    ref.current?.scrollIntoView({ block: 'start' })
    ref.current?.querySelector<HTMLElement>('input:not([type="radio"]), button')?.focus({ preventScroll: true })
  }, [app, arrived])
  return ref
}
