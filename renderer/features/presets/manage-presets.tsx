import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../components/cx'
import { Dialog } from '../../components/dialog'
import { keepFocus } from '../../components/keep-focus'
import { runCommand } from '../../state/commands'
import { useApp, useSettings } from '../../state/hooks'
import { isTyping } from '../../state/typing'
import { commandOf } from '../shell/shortcuts'
import { useIsMac } from '../shell/use-key-label'
import classes from './manage-presets.module.css'
import { PresetFiles } from './preset-files'
import { PresetRow } from './preset-row'
import { usePresetDrag } from './use-preset-drag'

/** The user's own presets: their order, their names, and the way to other machines. */
export function ManagePresets() {
  const { t } = useTranslation()
  const app = useApp()
  const mac = useIsMac()
  const presets = useSettings((state) => state.presets)
  const { drag, start } = usePresetDrag(presets.map(({ id }) => id))
  const [moved, setMoved] = useState<string | null>(null)
  const place = presets.findIndex(({ id }) => id === moved) + 1

  const onKeyDown = (event: KeyboardEvent) => {
    const command = commandOf(event, 'settings', mac, isTyping(event.target))
    if (command !== 'undo' && command !== 'redo') return
    event.preventDefault()
    runCommand(app, command)
  }
  return (
    <Dialog
      size={520}
      title={t('presetList.title')}
      onClose={() => app.view.setState({ presetsOpen: false })}
      onKeyDown={onKeyDown}
    >
      {presets.length === 0 && <p className={classes.none}>{t('presetList.none')}</p>}
      <ul
        ref={keepFocus}
        className={cx(classes.list, drag?.before === 'end' && classes.end)}
        aria-label={t('presetList.title')}
      >
        {presets.map((preset) => (
          <PresetRow
            key={preset.id}
            preset={preset}
            dragged={drag?.id === preset.id}
            before={drag?.before === preset.id}
            onDrag={(event) => start(preset.id, event)}
            onMoved={() => setMoved(preset.id)}
          />
        ))}
      </ul>
      <p className="visually-hidden" role="status">
        {place > 0 && t('presetList.moved', { name: presets[place - 1]?.name ?? '', place, total: presets.length })}
      </p>
      <PresetFiles empty={presets.length === 0} />
    </Dialog>
  )
}
