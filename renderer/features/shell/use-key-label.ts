import { useTranslation } from 'react-i18next'
import type { Command } from '../../state/commands'
import { useSettings } from '../../state/hooks'
import { keyLabel } from './key-label'
import { patternOf } from './shortcuts'

/** Whether keys are written the Mac's way. */
export function useIsMac(): boolean {
  return useSettings((state) => state.info.platform === 'darwin')
}

/** The first key of a command, as it is written on this system. */
export function useKeyLabel(command: Command): string {
  const { t } = useTranslation()
  const mac = useIsMac()
  const pattern = patternOf(command)
  return pattern === undefined ? '' : keyLabel(pattern, mac, t)
}
