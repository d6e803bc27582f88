import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BuiltInPreset, PresetGroup } from '../../../core/presets'
import { usePresetName } from '../../format/use-preset-name'

interface PresetGroupItemsProps {
  readonly group: PresetGroup
  readonly presets: readonly BuiltInPreset[]
  readonly isActive: (preset: BuiltInPreset) => boolean
  readonly onChoose: (preset: BuiltInPreset) => void
}

/** Built-in shapes of one group in a menu, the active one marked. */
export function PresetGroupItems({ group, presets, isActive, onChoose }: PresetGroupItemsProps) {
  const { t } = useTranslation()
  const name = usePresetName()
  return (
    <>
      <Menu.Label>{t(`presetGroups.${group}`)}</Menu.Label>
      {presets
        .filter((preset) => preset.group === group)
        .map((preset) => (
          <Menu.RadioItem
            key={preset.id}
            value={preset.id}
            checked={isActive(preset)}
            checkIcon={<IconCheck size={14} aria-hidden />}
            closeMenuOnClick
            rightSection={
              preset.shape.kind === 'size'
                ? t('format.size', { width: String(preset.shape.size.width), height: String(preset.shape.size.height) })
                : undefined
            }
            onChange={() => onChoose(preset)}
          >
            {name(preset)}
          </Menu.RadioItem>
        ))}
    </>
  )
}
