import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { groupId, type SettingsGroup } from './groups'
import classes from './settings-view.module.css'

interface GroupProps {
  readonly id: SettingsGroup
  readonly children: ReactNode
}

/** Sections that belong together; the list at the left leads here. */
export function Group({ id, children }: GroupProps) {
  const { t } = useTranslation()
  return (
    <div id={groupId(id)} className={classes.group} tabIndex={-1}>
      <p className={classes.groupName}>{t(`help.groups.${id}`)}</p>
      {children}
    </div>
  )
}
