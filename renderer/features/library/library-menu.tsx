import { Menu } from '@mantine/core'
import { IconCheck, IconFolderBolt, IconFolderPlus, IconPhotoPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ask, removePhotos, watchFolder } from '../../state/actions'
import { type Command, runCommand } from '../../state/commands'
import { useApp, useView } from '../../state/hooks'
import { type SortKey, sortKeys } from '../../state/photo-order'
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
        onClick={() => void ask(app, app.bridge.library.pick({ what: 'folders' }))}
      >
        {t('library.addFolder')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconPhotoPlus size={16} stroke={1.6} aria-hidden />}
        onClick={() => void ask(app, app.bridge.library.pick({ what: 'files' }))}
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

const sortLabels = {
  path: 'library.sortPath',
  name: 'library.sortName',
  date: 'library.sortDate',
} as const satisfies Record<SortKey, string>

/** What can be done with the selection, and the order. */
export function LibraryMenuItems() {
  const { t } = useTranslation()
  const app = useApp()
  const sort = useView((state) => state.sort)
  const selected = useView((state) => state.selection.ids.size)
  return (
    <>
      <CommandItem command="select-all" label={t('library.selectAll')} />
      <CommandItem command="select-none" label={t('library.selectNone')} disabled={selected === 0} />
      <CommandItem command="invert-selection" label={t('library.invert')} />
      <Menu.Divider />
      <Menu.Label>{t('library.sort')}</Menu.Label>
      {sortKeys.map((key) => (
        <Menu.RadioItem
          key={key}
          value={key}
          checked={sort === key}
          checkIcon={<IconCheck size={14} aria-hidden />}
          closeMenuOnClick
          onChange={() => app.view.setState({ sort: key })}
        >
          {t(sortLabels[key])}
        </Menu.RadioItem>
      ))}
      <Menu.Divider />
      <HistoryItems />
      <CommandItem command="copy-settings" label={t('settingsCopy.copy')} />
      <CommandItem command="paste-settings" label={t('settingsCopy.paste')} disabled={selected === 0} />
      <Menu.Divider />
      <CommandItem command="remove-selected" label={t('library.removeSelected')} disabled={selected === 0} />
      <Menu.Item onClick={() => void removePhotos(app, 'all')}>{t('library.removeAll')}</Menu.Item>
      <p className={classes.note}>{t('library.removeNote')}</p>
    </>
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
