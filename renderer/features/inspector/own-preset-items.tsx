import { Menu } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { UserPreset } from '../../../core/presets'
import { IconButton } from '../../components/button'
import { ask } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import classes from './own-preset-items.module.css'
import type { Scope } from './use-scope'

/** The user's own presets in the menu, each with its bin. */
export function OwnPresetItems({ scope }: { readonly scope: Scope }) {
  const { t } = useTranslation()
  const app = useApp()
  const presets = useSettings((state) => state.presets)
  const remove = async (preset: UserPreset) => {
    const left = await ask(app, app.bridge.presets.remove({ id: preset.id }))
    if (left !== null) app.settings.setPresets(left.value)
  }
  return (
    <>
      <Menu.Label>{t('inspector.target.mine')}</Menu.Label>
      {presets.map((preset) => (
        <div key={preset.id} className={classes.item} role="none">
          <Menu.Item className={classes.name} onClick={() => scope.choose(preset.target)}>
            {preset.name}
          </Menu.Item>
          <IconButton
            small
            role="menuitem"
            label={t('inspector.target.remove', { name: preset.name })}
            onClick={() => void remove(preset)}
          >
            <IconTrash size={14} stroke={1.6} aria-hidden />
          </IconButton>
        </div>
      ))}
      <Menu.Divider />
    </>
  )
}
