import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BlockedReason } from '../../../core/job'
import { isDoor } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { ask, checkDoor } from '../../state/actions'
import type { App } from '../../state/app'
import { type BlockedGroup, pilotProgress } from '../../state/blocked'
import { useApp, useQueue } from '../../state/hooks'
import { BudgetRemedy } from './budget-remedy'

interface RemedyProps {
  readonly group: BlockedGroup
  /** In a row: one of many, so it is quiet. */
  readonly inRow?: boolean
  /** Of the button: one row of many is in the tab order. */
  readonly tabIndex?: 0 | -1
}

/** The one button that does something about what holds jobs up. */
export function Remedy({ group, inRow = false, tabIndex = 0 }: RemedyProps) {
  const { t } = useTranslation()
  const app = useApp()
  const { reason } = group
  const look = inRow ? 'quiet' : 'default'
  if (reason === 'budget') return <BudgetRemedy group={group} look={look} small={inRow} tabIndex={tabIndex} />
  if (reason === 'pilot') return <PilotResults group={group} inRow={inRow} tabIndex={tabIndex} />
  return (
    <Button small={inRow} look={look} tabIndex={tabIndex} onClick={() => remedies[reason](app, group)}>
      {t(`queue.blocked.actions.${reason}`)}
    </Button>
  )
}

const openSettings = (app: App, { engine }: BlockedGroup) => {
  if (isDoor(engine)) app.view.showSettings(engine)
}
const retry = (app: App, { jobs }: BlockedGroup) => void ask(app.bridge.queue.retry({ jobs: [...jobs] }))

const remedies: Readonly<Record<Exclude<BlockedReason, 'budget' | 'pilot'>, (app: App, group: BlockedGroup) => void>> =
  {
    'no-key': openSettings,
    'bad-key': openSettings,
    'no-route': (app, group) => {
      openSettings(app, group)
      if (isDoor(group.engine)) checkDoor(app, group.engine)
    },
    'unknown-charge': (app) => app.view.showCharges(),
    offline: retry,
    'no-credits': retry,
    account: retry,
    output: retry,
    'no-query': retry,
  }

/** What the pilot made, once there is something. */
function PilotResults({ group, inRow = false, tabIndex = 0 }: RemedyProps) {
  const { t } = useTranslation()
  const app = useApp()
  const { batch } = group
  const lineUp = useQueue((state) => state.lineUp)
  const { results } = useMemo(() => pilotProgress(lineUp.jobs.values(), batch ?? ''), [lineUp, batch])
  if (batch === null || !results) return null
  return (
    <Button
      small={inRow}
      look={inRow ? 'quiet' : 'default'}
      tabIndex={tabIndex}
      onClick={() => app.view.showBatch(batch)}
    >
      {t('queue.blocked.actions.pilot')}
    </Button>
  )
}
