import { useTranslation } from 'react-i18next'
import type { Command } from '../../state/commands'
import { useSettings } from '../../state/hooks'
import type { View } from '../../state/view-store'
import { keyLabel } from './key-label'
import { patternOf } from './shortcuts'

/** Whether keys are written the Mac's way. */
export function useIsMac(): boolean {
  return useSettings((state) => state.info.platform === 'darwin')
}

/** The first key of a command (in a view where that is told), as it is written on this system. */
export function useKeyLabel(command: Command, view?: View): string {
  const { t } = useTranslation()
  const mac = useIsMac()
  const pattern = patternOf(command, view)
  return pattern === undefined ? '' : keyLabel(pattern, mac, t)
}
