import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../components/cx'
import { groupId, type SettingsGroup, settingsGroups } from './groups'
import classes from './settings-view.module.css'

interface SettingsNavProps {
  /** What scrolls. */
  readonly scroll: RefObject<HTMLDivElement | null>
}

/** The groups by name: one press scrolls to one, with the keyboard in it. Arrow keys move between them. */
export function SettingsNav({ scroll }: SettingsNavProps) {
  const { t } = useTranslation()
  const { current, choose } = useCurrentGroup(scroll)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const items: readonly (Element | null)[] = [...event.currentTarget.querySelectorAll('button')]
    const at = items.indexOf(document.activeElement)
    const next = items[(at + by + items.length) % items.length]
    if (next instanceof HTMLElement) next.focus()
  }
  return (
    <nav className={classes.nav} aria-label={t('help.groups.label')} onKeyDown={onKeyDown}>
      {settingsGroups.map((group) => (
        <button
          key={group}
          type="button"
          className={cx(classes.navItem, group === current && classes.navCurrent)}
          aria-current={group === current ? 'true' : undefined}
          onClick={() => choose(group)}
        >
          {t(`help.groups.${group}`)}
        </button>
      ))}
    </nav>
  )
}

function goTo(group: SettingsGroup): void {
  const place = document.getElementById(groupId(group))
  place?.scrollIntoView({ block: 'start' })
  place?.focus({ preventScroll: true })
}

/** Of the scrolled height, where a group has to have begun to be the current one, px. */
const readingLine = 120

/** The group that is being read, and the way to another. */
function useCurrentGroup(scroll: RefObject<HTMLDivElement | null>) {
  const [current, setCurrent] = useState<SettingsGroup>('general')
  /** The last groups share the end of the page: there it is the one that was asked for. */
  const chosen = useRef<SettingsGroup | null>(null)
  useEffect(() => {
    const box = scroll.current
    if (box === null) return
    const look = () => {
      const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 2
      const top = box.getBoundingClientRect().top + readingLine
      const begun = settingsGroups.findLast(
        (group) => (document.getElementById(groupId(group))?.getBoundingClientRect().top ?? Infinity) <= top,
      )
      const atEndOfMany = atEnd && box.scrollTop > 0
      if (!atEndOfMany) chosen.current = null
      setCurrent((atEndOfMany ? (chosen.current ?? settingsGroups.at(-1)) : begun) ?? 'general')
    }
    box.addEventListener('scroll', look, { passive: true })
    return () => box.removeEventListener('scroll', look)
  }, [scroll])
  const choose = (group: SettingsGroup) => {
    chosen.current = group
    setCurrent(group)
    goTo(group)
  }
  return { current, choose }
}
