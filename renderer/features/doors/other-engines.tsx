import { useTranslation } from 'react-i18next'
import type { DoorId } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { updateBatch } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import classes from './doors.module.css'

/** What can paint in a door's place, one press each. */
export function OtherEngines({ door }: { readonly door: DoorId }) {
  const { t } = useTranslation()
  const app = useApp()
  const engines = useSettings((state) => state.info.engines)
  const current = useSettings((state) => state.settings.batch.engine)
  // From CometAPI to Kling or this computer; never to a door that may not be routed itself.
  const offered = (['kling', 'local'] as const).filter(
    (engine) => engine !== door && engine !== current && engines.includes(engine),
  )
  return (
    <div className={classes.buttons}>
      {offered.map((engine) => (
        <Button key={engine} small onClick={() => void updateBatch(app, { engine })}>
          {t(`doors.use.${engine}`)}
        </Button>
      ))}
    </div>
  )
}
