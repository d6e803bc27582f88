import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../core/geometry'
import type { UserPreset } from '../../core/presets'
import { useSettings } from '../state/hooks'
import { sameShape } from '../state/targets'

/** A target in a word or two: its preset's name, else its numbers. */
export function targetLabel(target: Target, own: readonly UserPreset[], t: TFunction): string {
  const saved = own.find((preset) => preset.moreTargets.length === 0 && sameShape(preset.target, target))
  if (saved !== undefined) return saved.name
  switch (target.kind) {
    case 'ratio':
      return ratioText(target.ratio)
    case 'size':
      return t('format.size', { width: String(target.size.width), height: String(target.size.height) })
    case 'margins':
      return t('inspector.target.kinds.margins')
  }
}

function ratioText({ width, height }: { readonly width: number; readonly height: number }): string {
  return `${Number(width.toPrecision(5))}:${Number(height.toPrecision(5))}`
}

/** `targetLabel` with the user's own presets. */
export function useTargetLabel(): (target: Target) => string {
  const { t } = useTranslation()
  const presets = useSettings((state) => state.presets)
  return (target) => targetLabel(target, presets, t)
}
