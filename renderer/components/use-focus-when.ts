import { useEffect, useRef } from 'react'

/** A ref of the button that the keyboard comes to once that is wanted, if nothing else has it by then. */
export function useFocusWhen(wanted: boolean) {
  const ref = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (wanted && document.activeElement === document.body) ref.current?.focus()
  }, [wanted])
  return ref
}
