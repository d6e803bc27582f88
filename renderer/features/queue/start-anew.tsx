import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../core/queue'
import { Button } from '../../components/button'
import { useApp, useQueue } from '../../state/hooks'
import { startAnew } from '../../state/queue-actions'

interface StartAnewProps {
  readonly job: JobView
  readonly tabIndex: 0 | -1
}

/** Leads to Start with a photo that is not the one that was planned: to try it again would fail again. */
export function StartAnew({ job, tabIndex }: StartAnewProps) {
  const { t } = useTranslation()
  const app = useApp()
  const isNoted = useQueue(({ batches }) => batches.some(({ id, photos }) => id === job.batchId && photos !== null))
  return (
    <Button
      small
      tabIndex={tabIndex}
      disabled={!isNoted}
      hint={t(isNoted ? 'work.anew.hint' : 'work.again.old')}
      onClick={() => void startAnew(app, job)}
    >
      {t('work.anew.run')}
    </Button>
  )
}
