import { CloseButton, Menu, Slider, TextInput, Tooltip } from '@mantine/core'
import { IconDots, IconFolders, IconLayoutGrid, IconListDetails, IconPlus, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../components/button'
import { updateSettings } from '../../state/actions'
import { runCommand } from '../../state/commands'
import { searchFieldMark } from '../../state/focus'
import { useApp, useSettings, useView } from '../../state/hooks'
import { useKeyLabel } from '../shell/use-key-label'
import { FilterButton } from './filter-button'
import classes from './library-actions.module.css'
import { AddMenuItems, LibraryMenuItems } from './library-menu'

/** Search, filter, size of the pictures, and the menus for adding and selecting. */
export function LibraryActions() {
  const { t } = useTranslation()
  const grid = useSettings((state) => state.settings.library.layout === 'grid')
  return (
    <>
      <Search />
      <FilterButton />
      <Layout />
      {grid && <CellSize />}
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton label={t('library.menu')}>
            <IconDots size={16} stroke={1.6} aria-hidden />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <LibraryMenuItems />
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button>
            <IconPlus size={14} aria-hidden />
            {t('library.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <AddMenuItems />
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function Search() {
  const { t } = useTranslation()
  const app = useApp()
  const search = useView((state) => state.search)
  const setSearch = (text: string) => app.view.setState({ search: text })
  return (
    <TextInput
      {...searchFieldMark}
      className={classes.search}
      aria-label={t('library.search')}
      placeholder={t('library.search')}
      value={search}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        search !== '' && <CloseButton size="xs" aria-label={t('library.clearSearch')} onClick={() => setSearch('')} />
      }
      onChange={(event) => setSearch(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        setSearch('')
        event.currentTarget.blur()
      }}
    />
  )
}

/** The folders' panel, and photos as pictures or as lines. */
function Layout() {
  const { t } = useTranslation()
  const app = useApp()
  const layout = useSettings((state) => state.settings.library.layout)
  const folders = useSettings((state) => state.settings.library.folders)
  const keys = {
    folders: useKeyLabel('library-folders'),
    grid: useKeyLabel('library-grid'),
    list: useKeyLabel('library-list'),
  }
  return (
    <>
      <IconButton
        label={t('photoList.folders.show')}
        keys={keys.folders}
        active={folders}
        aria-pressed={folders}
        onClick={() => runCommand(app, 'library-folders')}
      >
        <IconFolders size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <fieldset className={classes.layout} aria-label={t('photoList.view')}>
        <IconButton
          label={t('photoList.grid')}
          keys={keys.grid}
          active={layout === 'grid'}
          aria-pressed={layout === 'grid'}
          onClick={() => runCommand(app, 'library-grid')}
        >
          <IconLayoutGrid size={16} stroke={1.6} aria-hidden />
        </IconButton>
        <IconButton
          label={t('photoList.list')}
          keys={keys.list}
          active={layout === 'list'}
          aria-pressed={layout === 'list'}
          onClick={() => runCommand(app, 'library-list')}
        >
          <IconListDetails size={16} stroke={1.6} aria-hidden />
        </IconButton>
      </fieldset>
    </>
  )
}

/** Follows the hand at once; the setting is stored when it lets go. */
function CellSize() {
  const { t } = useTranslation()
  const app = useApp()
  const stored = useSettings((state) => state.settings.thumbnailEdge)
  const [edge, setEdge] = useState(stored)
  useEffect(() => setEdge(stored), [stored])
  return (
    <Tooltip label={t('library.size')}>
      <Slider
        className={classes.size}
        thumbLabel={t('library.size')}
        min={128}
        max={512}
        step={8}
        value={edge}
        onChange={(value) => {
          setEdge(value)
          app.view.setState({ cellEdge: value })
        }}
        onChangeEnd={(value) => {
          app.view.setState({ cellEdge: null })
          void updateSettings(app, { thumbnailEdge: value })
        }}
      />
    </Tooltip>
  )
}
