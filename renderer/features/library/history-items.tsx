import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { HistoryStep } from '../../state/history'
import { useApp } from '../../state/hooks'
import { takeBack } from '../../state/take-back'
import { useKeyLabel } from '../shell/use-key-label'

/** What would be taken back, and made again, by name. */
export function HistoryItems() {
  const { t } = useTranslation()
  const app = useApp()
  const done = useStore(app.history, (state) => state.done.at(-1))
  const undone = useStore(app.history, (state) => state.undone.at(-1))
  const [undoKeys, redoKeys] = [useKeyLabel('undo'), useKeyLabel('redo')]
  const step = ({ label }: HistoryStep) => ({ step: t(`history.steps.${label}`) })
  return (
    <>
      <Menu.Item rightSection={undoKeys} disabled={done === undefined} onClick={() => takeBack(app, 'undo')}>
        {done === undefined ? t('history.nothingToUndo') : t('history.undo', step(done))}
      </Menu.Item>
      <Menu.Item rightSection={redoKeys} disabled={undone === undefined} onClick={() => takeBack(app, 'redo')}>
        {undone === undefined ? t('history.nothingToRedo') : t('history.redo', step(undone))}
      </Menu.Item>
    </>
  )
}
