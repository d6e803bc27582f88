import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { requestRules } from '../../../core/service/rules'
import { cx } from '../../components/cx'
import { useApp } from '../../state/hooks'
import { promptFits } from '../../state/prompts'
import classes from './prompt-field.module.css'

interface PromptFieldProps {
  /** `null`: the photos have different ones. */
  readonly prompt: string | null
  readonly onChange: (prompt: string) => void
}

/** A pause after which what was typed counts as meant, ms. */
const typingPause = 400

/**
 * A prompt while it is typed, with the characters it has. Taken over after a pause and on leaving; what is too long stays
 * in the field, whole, and keeps Start from starting until it is shorter.
 */
export function PromptField({ prompt, onChange }: PromptFieldProps) {
  const { t } = useTranslation()
  const app = useApp()
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const shown = draft ?? prompt ?? ''
  const fits = promptFits(shown)
  const count = { count: shown.length, limit: requestRules.promptLength }

  useEffect(() => {
    app.view.setState({ promptTooLong: !fits })
    return () => app.view.setState({ promptTooLong: false })
  }, [app, fits])
  useEffect(() => () => clearTimeout(timer.current), [])

  const take = (typed: string | null) => {
    clearTimeout(timer.current)
    if (typed !== null && typed !== prompt && promptFits(typed)) onChange(typed)
  }
  return (
    <>
      <textarea
        className={cx(classes.field, !fits && classes.invalid)}
        rows={3}
        aria-label={t('inspector.prompt.label')}
        aria-describedby={id}
        aria-invalid={!fits}
        placeholder={t(prompt === null ? 'inspector.prompt.mixed' : 'inspector.prompt.placeholder')}
        value={shown}
        onChange={(event) => {
          const typed = event.currentTarget.value
          setDraft(typed)
          clearTimeout(timer.current)
          timer.current = setTimeout(take, typingPause, typed)
        }}
        onBlur={() => {
          take(draft)
          if (fits) setDraft(null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <p id={id} role={fits ? undefined : 'alert'} className={cx(classes.count, 'numbers', !fits && classes.over)}>
        {t(fits ? 'inspector.prompt.count' : 'inspector.prompt.tooLong', count)}
      </p>
    </>
  )
}
