import { IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../../core/geometry'
import { targetKey } from '../../../core/targets'
import { Button } from '../../components/button'
import { cx } from '../../components/cx'
import { useTargetLabel } from '../../format/use-target-label'
import { scopeOf } from '../../state/actions'
import { addTargets, dropTarget } from '../../state/change-targets'
import { useApp } from '../../state/hooks'
import { useScope } from '../inspector/use-scope'
import { AddTarget } from './add-target'
import classes from './target-chips.module.css'

/** All targets of the selected photos, else of the batch: which is shown, one more, one less. */
export function TargetChips() {
  const { t } = useTranslation()
  const app = useApp()
  const { targets, shown, base } = useScope()
  const [at, setAt] = useState(shown)
  const stop = Math.min(at, targets.length)
  const row = useRef<HTMLDivElement>(null)

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = nextStop(event.key, stop, targets.length + 1)
    if (next === null || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    focusStop(row.current, next)
  }
  return (
    <div
      ref={row}
      role="toolbar"
      aria-label={t('targets.label')}
      className={classes.chips}
      data-many={targets.length > 1 || undefined}
      onKeyDown={onKeyDown}
    >
      {targets.map((target, index) => (
        <Chip
          key={targetKey(target)}
          target={target}
          active={index === shown}
          removable={targets.length > 1}
          tabIndex={index === stop ? 0 : -1}
          onFocus={() => setAt(index)}
          onShow={() => app.view.setState({ shownTarget: index })}
          onRemove={() => dropTarget(app, scopeOf(app), target)}
          onRemoved={() => focusStop(row.current, Math.min(index, targets.length - 2))}
        />
      ))}
      <AddTarget
        targets={targets}
        base={base}
        tabIndex={stop === targets.length ? 0 : -1}
        onFocus={() => setAt(targets.length)}
        onAdd={(more) => void addTargets(app, scopeOf(app), more)}
      />
    </div>
  )
}

/** Takes the keyboard to a place in the row. */
function focusStop(row: HTMLElement | null, at: number): void {
  row?.querySelectorAll<HTMLElement>('[data-stop]')[at]?.focus()
}

/** Where a key leads to in a row; `null`: it does not. */
function nextStop(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return Math.min(count - 1, at + 1)
    case 'ArrowLeft':
      return Math.max(0, at - 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

interface ChipProps {
  readonly target: Target
  /** It is the one that is shown. */
  readonly active: boolean
  readonly removable: boolean
  readonly tabIndex: number
  readonly onFocus: () => void
  readonly onShow: () => void
  readonly onRemove: () => Promise<void>
  /** It is gone, by the keyboard: that goes on somewhere near. */
  readonly onRemoved: () => void
}

function Chip({ target, active, removable, tabIndex, onFocus, onShow, onRemove, onRemoved }: ChipProps) {
  const { t } = useTranslation()
  const name = useTargetLabel()(target)
  const ref = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (active) ref.current?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }, [active])
  const hint = [t('targets.show', { target: name }), ...(removable ? [t('targets.removeHint')] : [])].join(' · ')
  return (
    <span ref={ref} className={classes.chip}>
      <Button
        active={active}
        aria-pressed={active}
        aria-keyshortcuts={removable ? 'Delete' : undefined}
        className={cx(classes.name, removable && classes.removable)}
        tabIndex={tabIndex}
        hint={hint}
        data-stop
        onFocus={onFocus}
        onClick={onShow}
        onKeyDown={(event) => {
          if (!removable || (event.key !== 'Delete' && event.key !== 'Backspace')) return
          event.preventDefault()
          void onRemove().then(() => requestAnimationFrame(onRemoved))
        }}
      >
        <span>{name}</span>
      </Button>
      {removable && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.remove}
          aria-label={t('targets.remove', { target: name })}
          onClick={() => void onRemove()}
        >
          <IconX size={12} aria-hidden />
        </button>
      )}
    </span>
  )
}
