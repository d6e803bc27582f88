import { SegmentedControl, TextInput } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type LogEntry, type LogTail, mostLogEntries } from '../../../core/log'
import { Button, IconButton } from '../../components/button'
import { Check } from '../../components/check'
import { ask } from '../../state/actions'
import { useApp } from '../../state/hooks'
import { filterLog, type LogFilter, logFilters } from '../../state/log-filter'
import { LogList } from './log-list'
import classes from './settings-view.module.css'
import { useArrival } from './use-arrival'

/** How often the log is read again while it is followed, ms. */
const followMs = 2000

/** The end of the program's log: by level and by words, and as it grows. */
export function LogSection() {
  const { t } = useTranslation()
  const app = useApp()
  const ref = useArrival('log')
  const [tail, setTail] = useState<LogTail | null>(null)
  const [level, setLevel] = useState<LogFilter>('all')
  const [words, setWords] = useState('')
  const [follows, setFollows] = useState(false)
  const load = useCallback(async () => {
    const read = await ask(app.bridge.log.read({ entries: mostLogEntries }))
    if (read !== null) setTail(read.value)
  }, [app])
  useEffect(() => void load(), [load])
  useEffect(() => {
    if (!follows) return
    const timer = setInterval(() => void load(), followMs)
    return () => clearInterval(timer)
  }, [follows, load])
  const shown: readonly LogEntry[] = filterLog(tail?.entries ?? [], level, words)
  return (
    <section ref={ref} className={classes.section} aria-label={t('help.log.title')} data-testid="log">
      <h2>{t('help.log.title')}</h2>
      <p className={classes.intro}>{t('help.log.intro')}</p>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label={t('help.log.level')}
          data={logFilters.map((value) => ({ value, label: t(`help.log.levels.${value}`) }))}
          value={level}
          onChange={(value) => setLevel(logFilters.find((known) => known === value) ?? 'all')}
        />
        <TextInput
          className={classes.search ?? ''}
          aria-label={t('help.log.search')}
          placeholder={t('help.log.search')}
          spellCheck={false}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Check label={t('help.log.follow')} checked={follows} onChange={setFollows} />
        <IconButton label={t('help.log.refresh')} onClick={() => void load()}>
          <IconRefresh size={15} stroke={1.6} aria-hidden />
        </IconButton>
      </div>
      <LogList entries={shown} follows={follows} />
      <div className={classes.buttons}>
        <Button onClick={() => void ask(app.bridge.log.reveal())}>{t('help.log.reveal')}</Button>
      </div>
    </section>
  )
}
