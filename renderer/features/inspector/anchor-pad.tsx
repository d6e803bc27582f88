import { Tooltip } from '@mantine/core'
import { type KeyboardEvent, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Anchor, type AnchorName, anchorNameOf, namedAnchors } from '../../../core/geometry'
import classes from './anchor-editor.module.css'

/** The nine places as they lie. */
const rows: readonly (readonly AnchorName[])[] = [
  ['top-left', 'top', 'top-right'],
  ['left', 'center', 'right'],
  ['bottom-left', 'bottom', 'bottom-right'],
]

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
}

interface AnchorPadProps {
  readonly anchor: Anchor
  readonly onChoose: (anchor: Anchor) => void
}

/** Nine points to choose from; arrow keys move between them as they lie. A free anchor has none of them checked. */
export function AnchorPad({ anchor, onChoose }: AnchorPadProps) {
  const { t } = useTranslation()
  const ref = useRef<HTMLDivElement>(null)
  const group = useId()
  const current = anchorNameOf(anchor)

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const row = rows.findIndex((names) => current !== null && names.includes(current))
    const column = row < 0 || current === null ? 1 : (rows[row]?.indexOf(current) ?? 1)
    const name = rows[clamp((row < 0 ? 1 : row) + step[0])]?.[clamp(column + step[1])]
    if (name === undefined) return
    onChoose(namedAnchors[name])
    ref.current?.querySelector<HTMLElement>(`input[value="${name}"]`)?.focus()
  }
  return (
    <div
      ref={ref}
      className={classes.pad}
      role="radiogroup"
      aria-label={t('inspector.anchor.label')}
      onKeyDown={onKeyDown}
    >
      {rows.flat().map((name) => (
        <Tooltip key={name} label={t(`inspector.anchor.names.${name}`)}>
          <input
            type="radio"
            name={group}
            className={classes.point}
            value={name}
            aria-label={t(`inspector.anchor.names.${name}`)}
            checked={name === current}
            onChange={() => onChoose(namedAnchors[name])}
          />
        </Tooltip>
      ))}
    </div>
  )
}

function clamp(index: number): number {
  return Math.min(2, Math.max(0, index))
}
