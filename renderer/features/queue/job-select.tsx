import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../core/queue'
import { baseName, safeName } from '../../format/names'
import { isKeyboardFree } from '../../state/focus'
import { useApp } from '../../state/hooks'
import { useQueueView } from '../../state/queue-view'
import classes from './job-row.module.css'

interface JobSelectProps {
  readonly job: JobView
  readonly selected: boolean
  readonly isEntry: boolean
}

/** The row's check: selects it, and is where the keyboard is in the list. */
export function JobSelect({ job, selected, isEntry }: JobSelectProps) {
  const { t } = useTranslation()
  const app = useApp()
  const ref = useRef<HTMLInputElement>(null)
  const { id } = job
  const focused = useQueueView(({ selection }) => selection.focus === id)
  // With the state go the buttons that were for it: the keyboard, if it was on one, stays in the row.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (focused && ref.current !== null && mayTakeFocus(ref.current)) ref.current.focus({ preventScroll: true })
  }, [focused, job.state])
  // The list has the keyboard as soon as it is there.
  const takeKeyboard = useEffectEvent(() => {
    if (isEntry && isKeyboardFree()) ref.current?.focus({ preventScroll: true })
  })
  useEffect(() => takeKeyboard(), [])
  return (
    <label className={classes.check}>
      <input
        ref={ref}
        type="checkbox"
        data-select=""
        tabIndex={isEntry ? 0 : -1}
        aria-label={t('work.select', { name: safeName(baseName(job.source)) })}
        checked={selected}
        onChange={({ nativeEvent }) => {
          const extend = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey
          if (extend) app.queueView.select({ type: 'extend', id, order: app.queueView.getState().shown, add: true })
          else app.queueView.select({ type: 'toggle', id })
        }}
      />
    </label>
  )
}

/**
 * The focus follows the keyboard and the pointer from row to row; it is not taken from what is being used elsewhere, nor
 * from another control of the row.
 */
function mayTakeFocus(check: HTMLElement): boolean {
  if (isKeyboardFree()) return true
  const row = document.activeElement?.closest('[data-job]') ?? null
  return row !== null && row !== check.closest('[data-job]')
}
