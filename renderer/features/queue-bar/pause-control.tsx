import { Menu } from '@mantine/core'
import { IconChevronUp, IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { QueueSummary } from '../../../core/queue'
import { Button, IconButton } from '../../components/button'
import { toggleRunning } from '../../state/commands'
import { useApp } from '../../state/hooks'
import { pauseQueue } from '../../state/queue-actions'
import classes from './queue-bar.module.css'

const ways = [
  ['after-current', 'after'],
  ['now', 'now'],
  ['sending', 'sending'],
] as const

/** Pause or Resume, and beside it the other ways to stop, each with what it means for jobs and money. */
export function PauseControl({ summary }: { readonly summary: QueueSummary }) {
  const { t } = useTranslation()
  const app = useApp()
  const running = summary.mode === 'running'
  return (
    <div className={classes.pauseControl}>
      <Button
        small
        {...(running ? { hint: t('bar.pauseHint') } : {})}
        onClick={() => toggleRunning(app)}
        data-testid="toggle-running"
      >
        {running ? <IconPlayerPauseFilled size={13} aria-hidden /> : <IconPlayerPlayFilled size={13} aria-hidden />}
        {running ? t('bar.pause') : t('bar.resume')}
      </Button>
      <Menu position="top-end" width={320}>
        <Menu.Target>
          <IconButton small look="default" label={t('pausing.ways')} data-testid="pause-ways">
            <IconChevronUp size={14} stroke={1.8} aria-hidden />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          {ways.map(([way, key]) => (
            <Menu.Item key={way} onClick={() => pauseQueue(app, way)}>
              {t(`pausing.${key}`)}
              <span className={classes.means}>{t(`pausing.${key}Hint`)}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
