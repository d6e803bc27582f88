import { IconPlugConnected } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DoorId } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { useFocusWhen } from '../../components/use-focus-when'
import { checkDoor } from '../../state/actions'
import { useAccess, useApp } from '../../state/hooks'

interface CheckButtonProps {
  readonly door: DoorId
  readonly small?: boolean
  /** The keyboard comes here. */
  readonly focus?: boolean
}

/** Asks whether key and route are good. */
export function CheckButton({ door, small = false, focus = false }: CheckButtonProps) {
  const { t } = useTranslation()
  const app = useApp()
  const ref = useFocusWhen(focus)
  const running = useAccess((state) => state.checks[door].kind === 'running')
  return (
    <Button
      small={small}
      disabled={running}
      ref={ref}
      hint={t('doors.checkFree')}
      onClick={() => checkDoor(app, door)}
      data-testid="check"
    >
      <IconPlugConnected size={14} stroke={1.6} aria-hidden />
      {t(running ? 'doors.checking' : 'doors.check')}
    </Button>
  )
}
