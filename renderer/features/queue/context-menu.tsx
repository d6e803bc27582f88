import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { JobMenuItems } from './job-menu'
import classes from './job-menu.module.css'
import type { Reorder } from './use-reorder'

/** Where the menu of a job was asked for, px of the window. */
export interface MenuPlace {
  readonly id: string
  readonly x: number
  readonly y: number
}

interface ContextMenuProps {
  readonly place: MenuPlace | null
  readonly reorder: Reorder
  readonly onClose: () => void
}

/** The menu that the right button, or the menu key, opens at a row. */
export function ContextMenu({ place, reorder, onClose }: ContextMenuProps) {
  const { t } = useTranslation()
  if (place === null) return null
  return (
    <Menu key={`${place.id} ${place.x} ${place.y}`} opened onClose={onClose} position="bottom-start" returnFocus>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          className={classes.anchor}
          style={{ left: place.x, top: place.y }}
          aria-label={t('common.more')}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <JobMenuItems id={place.id} reorder={reorder} />
      </Menu.Dropdown>
    </Menu>
  )
}
