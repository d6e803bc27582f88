import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { groupId, type SettingsGroup } from './groups'
import classes from './settings-view.module.css'

interface GroupProps {
  readonly id: SettingsGroup
  readonly children: ReactNode
}

/** The others have one section, or one of their own name. */
const several: readonly SettingsGroup[] = ['general', 'engines', 'privacy']

/** Sections that belong together; the list at the left leads here. */
export function Group({ id, children }: GroupProps) {
  const { t } = useTranslation()
  const name = t(`help.groups.${id}`)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div id={groupId(id)} role="group" aria-label={name} className={classes.group} tabIndex={-1}>
      {several.includes(id) && (
        <p className={classes.groupName} aria-hidden>
          {name}
        </p>
      )}
      {children}
    </div>
  )
}
