import { useTranslation } from 'react-i18next'
import type { BuiltInPreset } from '../../core/presets'
import type { en } from '../i18n/en'

type PresetKey = `presets.${keyof (typeof en)['presets']}`

/** A built-in preset's name in the user's language. A test holds that every preset has one. */
export function usePresetName(): (preset: BuiltInPreset) => string {
  const { t } = useTranslation()
  return (preset) => t(preset.labelKey as PresetKey)
}
