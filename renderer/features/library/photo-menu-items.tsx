import { Menu } from '@mantine/core'
import type { FunctionComponent } from 'react'
import { useTranslation } from 'react-i18next'
import { builtInPresets } from '../../../core/presets'
import { usePresetName } from '../../format/use-preset-name'
import { choosePreset } from '../../state/actions'
import { type Command, chooseShape, runCommand } from '../../state/commands'
import { useApp, useLibrary, useSettings, useView } from '../../state/hooks'
import { startBatch } from '../../state/start'
import { useKeyLabel } from '../shell/use-key-label'

/** A part of the menu of photos; lines stand between the parts. Items are `Menu.Item`s and concern what is selected. */
interface PhotoMenuGroup {
  readonly name: string
  readonly Items: FunctionComponent
}

/** The menu of photos, part by part: add one here to offer more. */
export const photoMenuGroups: readonly PhotoMenuGroup[] = [
  { name: 'start', Items: StartItems },
  { name: 'shape', Items: ShapeItems },
  { name: 'look', Items: LookItems },
  { name: 'remove', Items: RemoveItems },
]

/** Those of the built-in shapes that are plain ratios: the others are in the inspector. */
const shapes = builtInPresets.filter(({ group }) => group === 'ratio')

function StartItems() {
  const { t } = useTranslation()
  const app = useApp()
  const ids = useView((state) => state.selection.ids)
  const starting = useView((state) => state.starting || state.promptTooLong)
  return (
    <Menu.Item disabled={starting || ids.size === 0} onClick={() => void startBatch(app, [...ids])}>
      {t('photoList.menu.start', { count: ids.size })}
    </Menu.Item>
  )
}

function ShapeItems() {
  const { t } = useTranslation()
  const app = useApp()
  const presetName = usePresetName()
  const ids = useView((state) => state.selection.ids)
  const hasCopied = useView((state) => state.copied !== null)
  const own = useLibrary(({ photos }) => [...ids].some((id) => photos.get(id)?.target != null))
  const presets = useSettings((state) => state.presets)
  return (
    <>
      <Menu.Sub position="right-start">
        <Menu.Sub.Target>
          <Menu.Sub.Item>{t('photoList.menu.shape')}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {shapes.map((preset) => (
            <Menu.Item key={preset.id} onClick={() => chooseShape(app, preset.shape)}>
              {presetName(preset)}
            </Menu.Item>
          ))}
          {presets.length > 0 && <Menu.Divider />}
          {presets.map((preset) => (
            <Menu.Item key={preset.id} onClick={() => choosePreset(app, [...ids], preset)}>
              {preset.name}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <CommandItem command="reset-target" label={t('photoList.menu.reset')} disabled={!own} />
      <CommandItem command="copy-settings" label={t('settingsCopy.copy')} />
      <CommandItem command="paste-settings" label={t('settingsCopy.paste')} disabled={!hasCopied} />
    </>
  )
}

function LookItems() {
  const { t } = useTranslation()
  return (
    <>
      <CommandItem command="view-canvas" keysOf="photo" label={t('photoList.menu.canvas')} />
      <CommandItem command="reveal" label={t('photoList.menu.reveal')} />
    </>
  )
}

function RemoveItems() {
  const { t } = useTranslation()
  return <CommandItem command="remove-selected" label={t('photoList.menu.remove')} />
}

interface CommandItemProps {
  readonly command: Command
  readonly label: string
  readonly disabled?: boolean
  /** Of a command with a key in every view and another on a photo. */
  readonly keysOf?: 'photo'
}

function CommandItem({ command, label, disabled = false, keysOf }: CommandItemProps) {
  const app = useApp()
  const keys = useKeyLabel(command)
  return (
    <Menu.Item
      rightSection={keysOf === 'photo' ? undefined : keys}
      disabled={disabled}
      onClick={() => runCommand(app, command)}
    >
      {label}
    </Menu.Item>
  )
}
