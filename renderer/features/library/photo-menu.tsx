import { Menu } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp, useView } from '../../state/hooks'
import classes from './photo-menu.module.css'
import { photoMenuGroups } from './photo-menu-items'

/** What can be done with the photos that are selected, where the pointer or the keyboard is. */
export function PhotoMenu() {
  const { t } = useTranslation()
  const app = useApp()
  const place = useView((state) => state.photoMenu)
  const count = useView((state) => state.selection.ids.size)
  // While it fades the menu stays where it was.
  const last = useRef(place)
  if (place !== null) last.current = place
  const { x, y } = last.current ?? { x: 0, y: 0 }
  const close = () => {
    app.view.setState({ photoMenu: null })
    document.querySelector<HTMLElement>('[role="grid"] [data-photo][tabindex="0"]')?.focus({ preventScroll: true })
  }
  return (
    <Menu
      key={`${x} ${y}`}
      opened={place !== null}
      position="bottom-start"
      offset={0}
      returnFocus={false}
      // In the view's landmark, and held to the window.
      withinPortal={false}
      floatingStrategy="fixed"
      onChange={(opened) => {
        if (!opened) close()
      }}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('photoList.menu.label', { count })}
          className={classes.place}
          style={{ left: x, top: y }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('photoList.menu.label', { count })}>
        {photoMenuGroups.map(({ name, Items }, index) => (
          <div key={name} role="presentation">
            {index > 0 && <Menu.Divider />}
            <Items />
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
