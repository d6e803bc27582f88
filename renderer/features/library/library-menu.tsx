import { Menu } from '@mantine/core'
import { IconCheck, IconFolderBolt, IconFolderPlus, IconPhotoPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { sortKeys } from '../../../core/settings'
import { ask, removePhotos, updateLibrary, watchFolder } from '../../state/actions'
import { updateSettings } from '../../state/changes'
import { type Command, runCommand } from '../../state/commands'
import { useApp, useLibrary, useList, useSettings, useView } from '../../state/hooks'
import { useKeyLabel } from '../shell/use-key-label'
import { HistoryItems } from './history-items'
import classes from './library-actions.module.css'

/** The system's pickers, for who does not drag. */
export function AddMenuItems() {
  const { t } = useTranslation()
  const app = useApp()
  return (
    <>
      <Menu.Item
        leftSection={<IconFolderPlus size={16} stroke={1.6} aria-hidden />}
        onClick={() => void ask(app.bridge.library.pick({ what: 'folders' }))}
      >
        {t('library.addFolder')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconPhotoPlus size={16} stroke={1.6} aria-hidden />}
        onClick={() => void ask(app.bridge.library.pick({ what: 'files' }))}
      >
        {t('library.addFiles')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFolderBolt size={16} stroke={1.6} aria-hidden />}
        onClick={() => void watchFolder(app)}
      >
        {t('watch.add')}
      </Menu.Item>
    </>
  )
}

/** What can be done with the selection, and the order. */
export function LibraryMenuItems() {
  const { t } = useTranslation()
  const app = useApp()
  const sort = useSettings((state) => state.settings.library.sort)
  const descending = useSettings((state) => state.settings.library.descending)
  const selected = useView((state) => state.selection.ids.size)
  return (
    <>
      <CommandItem command="select-all" label={t('library.selectAll')} />
      <CommandItem command="select-none" label={t('library.selectNone')} disabled={selected === 0} />
      <CommandItem command="invert-selection" label={t('library.invert')} />
      <Menu.Divider />
      <Menu.Label>{t('photoList.sort.label')}</Menu.Label>
      {sortKeys.map((key) => (
        <Menu.RadioItem
          key={key}
          value={key}
          checked={sort === key}
          checkIcon={<IconCheck size={14} aria-hidden />}
          closeMenuOnClick
          onChange={() => void updateLibrary(app, { sort: key })}
        >
          {t(`photoList.sort.${key}`)}
        </Menu.RadioItem>
      ))}
      <Menu.CheckboxItem
        checked={descending}
        checkIcon={<IconCheck size={14} aria-hidden />}
        closeMenuOnClick
        onChange={(checked) => void updateLibrary(app, { descending: checked })}
      >
        {t('photoList.sort.descending')}
      </Menu.CheckboxItem>
      <ColumnWidthsItem />
      <Menu.Divider />
      <HistoryItems />
      <CommandItem command="copy-settings" label={t('settingsCopy.copy')} />
      <CommandItem command="paste-settings" label={t('settingsCopy.paste')} disabled={selected === 0} />
      <Menu.Divider />
      <CommandItem command="remove-selected" label={t('library.removeSelected')} disabled={selected === 0} />
      <RemoveAllItem />
      <p className={classes.note}>{t('library.removeNote')}</p>
    </>
  )
}

/** Gives all columns of the list their own widths back, where one was changed. */
function ColumnWidthsItem() {
  const { t } = useTranslation()
  const app = useApp()
  const isList = useSettings((state) => state.settings.library.layout === 'list')
  const isChanged = useSettings((state) => Object.keys(state.settings.columnWidths).length > 0)
  if (!isList) return null
  return (
    <Menu.Item disabled={!isChanged} onClick={() => void updateSettings(app, { columnWidths: {} })}>
      {t('photoList.automaticWidths')}
    </Menu.Item>
  )
}

/** All photos; while a filter hides some, those that are seen. */
function RemoveAllItem() {
  const { t } = useTranslation()
  const app = useApp()
  const shown = useList((state) => state.ids.length)
  const hides = useLibrary((state) => state.photos.size) > shown
  const remove = () => removePhotos(app, hides ? app.list.getState().ids : 'all')
  return (
    <Menu.Item disabled={shown === 0} onClick={() => void remove()}>
      {hides ? t('library.removeShown', { count: shown }) : t('library.removeAll')}
    </Menu.Item>
  )
}

interface CommandItemProps {
  readonly command: Command
  readonly label: string
  readonly disabled?: boolean
}

function CommandItem({ command, label, disabled = false }: CommandItemProps) {
  const app = useApp()
  const keys = useKeyLabel(command)
  return (
    <Menu.Item rightSection={keys} disabled={disabled} onClick={() => runCommand(app, command)}>
      {label}
    </Menu.Item>
  )
}
