import { IconPlugConnected } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DoorId } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { checkDoor } from '../../state/actions'
import { useAccess, useApp } from '../../state/hooks'

interface CheckButtonProps {
  readonly door: DoorId
  readonly small?: boolean
}

/** Asks whether key and route are good. */
export function CheckButton({ door, small = false }: CheckButtonProps) {
  const { t } = useTranslation()
  const app = useApp()
  const running = useAccess((state) => state.checks[door].kind === 'running')
  return (
    <Button small={small} disabled={running} hint={t('doors.checkFree')} onClick={() => checkDoor(app, door)}>
      <IconPlugConnected size={14} stroke={1.6} aria-hidden />
      {t(running ? 'doors.checking' : 'doors.check')}
    </Button>
  )
}
