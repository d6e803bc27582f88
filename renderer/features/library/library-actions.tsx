import { CloseButton, Menu, Select, Slider, TextInput, Tooltip } from '@mantine/core'
import { IconDots, IconPlus, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { updateSettings } from '../../state/actions'
import { searchFieldMark } from '../../state/focus'
import { useApp, useSettings, useView } from '../../state/hooks'
import { photoFilters } from '../../state/photo-filter'
import classes from './library-actions.module.css'
import { AddMenuItems, LibraryMenuItems } from './library-menu'

/** Search, filter, size of the pictures, and the menus for adding and selecting. */
export function LibraryActions() {
  const { t } = useTranslation()
  return (
    <>
      <Search />
      <Filter />
      <CellSize />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button small look="quiet" aria-label={t('library.menu')} hint={t('library.menu')}>
            <IconDots size={16} aria-hidden />
          </Button>
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

function Filter() {
  const { t } = useTranslation()
  const app = useApp()
  const filter = useView((state) => state.filter)
  return (
    <Select
      className={classes.filter}
      aria-label={t('library.filter')}
      data={photoFilters.map((value) => ({ value, label: t(`library.filters.${value}`) }))}
      value={filter}
      onChange={(value) => {
        const chosen = photoFilters.find((known) => known === value)
        if (chosen !== undefined) app.view.setState({ filter: chosen })
      }}
    />
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
