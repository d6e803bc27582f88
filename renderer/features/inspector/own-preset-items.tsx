import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { UserPreset } from '../../../core/presets'
import { choosePreset } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { isActivePreset } from './active-preset'
import classes from './own-preset-items.module.css'
import type { Scope } from './use-scope'

/** The user's own presets in the menu, the active one marked, and the way to their list. */
export function OwnPresetItems({ scope }: { readonly scope: Scope }) {
  const { t } = useTranslation()
  const app = useApp()
  const presets = useSettings((state) => state.presets)
  const choose = (preset: UserPreset) =>
    choosePreset(
      app,
      scope.photos.map(({ id }) => id),
      preset,
    )
  return (
    <>
      {presets.length > 0 && <Menu.Label>{t('inspector.target.mine')}</Menu.Label>}
      {presets.map((preset) => (
        <Menu.RadioItem
          key={preset.id}
          value={preset.id}
          className={classes.name}
          checked={isActivePreset(preset, scope)}
          checkIcon={<IconCheck size={14} aria-hidden />}
          closeMenuOnClick
          onChange={() => choose(preset)}
        >
          {preset.name}
        </Menu.RadioItem>
      ))}
      <Menu.Item onClick={() => app.view.setState({ presetsOpen: true })}>{t('presetList.manage')}</Menu.Item>
      <Menu.Divider />
    </>
  )
}
