import { useEffect, useState } from 'react'
import { isTyping } from '../../state/typing'

/** Whether a key is held down. Let go when the window loses the keyboard, for the release is then never seen. */
export function useHeldKey(key: string): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.key === key && !isTyping(event.target)) setHeld(true)
    }
    const up = (event: KeyboardEvent) => {
      if (event.key === key) setHeld(false)
    }
    const release = () => setHeld(false)
    window.addEventListener('keydown', down)
    window.addEventListener('keyup', up)
    window.addEventListener('blur', release)
    return () => {
      window.removeEventListener('keydown', down)
      window.removeEventListener('keyup', up)
      window.removeEventListener('blur', release)
    }
  }, [key])
  return held
}
