import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogEntry } from '../../../core/log'
import { cx } from '../../components/cx'
import classes from './log-list.module.css'

interface LogListProps {
  /** The oldest first. */
  readonly entries: readonly LogEntry[]
  /** New ones are scrolled to. */
  readonly follows: boolean
}

/** Entries of the log as lines; the newest is the one that is seen first. */
export function LogList({ entries, follows }: LogListProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const read = useRef(false)
  useEffect(() => {
    if (box.current === null || entries.length === 0 || (read.current && !follows)) return
    read.current = true
    box.current.scrollTop = box.current.scrollHeight
  }, [entries, follows])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div ref={box} className={classes.list} role="log" aria-live="off" aria-label={t('help.log.entries')} tabIndex={0}>
      {entries.length === 0 ? (
        <p className={classes.none}>{t('help.log.none')}</p>
      ) : (
        entries.map(({ time, level, text }, index) => (
          <p
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have nothing of their own, and keep their order
            key={`${index} ${time}`}
            className={cx(level === 'error' && classes.error, level === 'warn' && classes.warn)}
          >
            <time>{time.slice(5, 19)}</time>
            <span className={classes.level}>{t(`help.log.marks.${level}`)}</span>
            <span>{text}</span>
          </p>
        ))
      )}
    </div>
  )
}
