import { type ChangeEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'

interface DraftOptions<T> {
  /** The value as it is now, in words. */
  readonly text: string
  /** The value of a text, or `null` when it is none. */
  readonly parse: (text: string) => T | null
  readonly commit: (value: T) => void
}

/** A pause after which what was typed counts as meant, ms. */
const typingPause = 400

/**
 * A field's text while it is being typed: taken over after a pause, on Enter and on leaving; what cannot be understood
 * stays in the field and is `invalid` until it is mended, or replaced when the field is left.
 */
export function useDraft<T>({ text, parse, commit }: DraftOptions<T>) {
  const [draft, setDraft] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const shown = draft ?? text
  const invalid = draft !== null && parse(draft) === null

  useEffect(() => () => clearTimeout(timer.current), [])

  const take = (typed: string) => {
    clearTimeout(timer.current)
    const value = parse(typed)
    if (value !== null && typed !== text) commit(value)
  }

  const change = (typed: string) => {
    setDraft(typed)
    clearTimeout(timer.current)
    timer.current = setTimeout(take, typingPause, typed)
  }

  return {
    invalid,
    /** As if this had been typed. */
    change,
    /** As if this had been typed and the field left; what cannot be understood stays in it. */
    put: (typed: string) => {
      change(typed)
      if (parse(typed) === null) return
      take(typed)
      setDraft(null)
    },
    field: {
      value: shown,
      onChange: (event: ChangeEvent<HTMLInputElement>) => change(event.currentTarget.value),
      onBlur: () => {
        if (draft !== null) take(draft)
        setDraft(null)
      },
      onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
        if (event.key === 'Enter' && draft !== null) take(draft)
        if (event.key === 'Escape') {
          clearTimeout(timer.current)
          setDraft(null)
        }
      },
    },
  }
}
