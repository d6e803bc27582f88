import { TextInput } from '@mantine/core'
import { IconRotateRectangle } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { parseSides, ratioSchema, sizeSchema, type Target } from '../../../core/geometry'
import { IconButton } from '../../components/button'
import { useDraft } from '../../components/use-draft'
import { typedNumber } from '../../format/typed-numbers'
import type { PlacedTarget } from '../../state/targets'
import inspector from './inspector.module.css'
import classes from './target-section.module.css'

interface SideFieldsProps {
  readonly target: PlacedTarget
  readonly onChoose: (target: Target) => void
}

/** Width and height of a ratio or size, and whether they turn with the photo. Either field takes both, as they are pasted. */
export function SideFields({ target, onChoose }: SideFieldsProps) {
  const { t } = useTranslation()
  const errorId = useId()
  const sides = target.kind === 'ratio' ? target.ratio : target.size
  const schema = target.kind === 'ratio' ? ratioSchema : sizeSchema
  const set = (change: { width?: number; height?: number }): Target | null => {
    const parsed = schema.safeParse({ ...sides, ...change })
    if (!parsed.success) return null
    return target.kind === 'ratio' ? { ...target, ratio: parsed.data } : { ...target, size: parsed.data }
  }
  const width = useDraft({
    text: sideText(sides.width),
    parse: (text) => set(parseSides(text) ?? { width: typedNumber(text) }),
    commit: onChoose,
  })
  const height = useDraft({
    text: sideText(sides.height),
    parse: (text) => set(parseSides(text) ?? { height: typedNumber(text) }),
    commit: onChoose,
  })
  const invalid = width.invalid || height.invalid
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          {...width.field}
          error={width.invalid}
          inputMode="decimal"
          aria-label={t('inspector.target.width')}
          aria-describedby={invalid ? errorId : undefined}
        />
        <span aria-hidden>{target.kind === 'ratio' ? ':' : '×'}</span>
        <TextInput
          {...height.field}
          error={height.invalid}
          inputMode="decimal"
          aria-label={t('inspector.target.height')}
          aria-describedby={invalid ? errorId : undefined}
        />
        <IconButton
          label={t('inspector.target.turns')}
          active={target.turns}
          aria-pressed={target.turns}
          onClick={() => onChoose({ ...target, turns: !target.turns })}
        >
          <IconRotateRectangle size={15} stroke={1.6} aria-hidden />
        </IconButton>
      </div>
      {invalid && (
        <p id={errorId} role="alert" className={`${inspector.error} ${classes.below}`}>
          {t(target.kind === 'ratio' ? 'inspector.target.ratioError' : 'inspector.target.sizeError')}
        </p>
      )}
    </>
  )
}

function sideText(value: number): string {
  return String(Number(value.toPrecision(6)))
}
