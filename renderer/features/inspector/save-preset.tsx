import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../../core/geometry'
import { presetNameLength } from '../../../core/presets'
import { Button } from '../../components/button'
import { useTargetLabel } from '../../format/use-target-label'
import { ask } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { notify } from '../../state/notices'
import classes from './save-preset.module.css'

interface SavePresetProps {
  readonly target: Target
  readonly onDone: () => void
}

/** Asks for a name and keeps the target under it. */
export function SavePreset({ target, onDone }: SavePresetProps) {
  const { t } = useTranslation()
  const app = useApp()
  const presets = useSettings((state) => state.presets)
  const label = useTargetLabel()
  const [name, setName] = useState(() => label(target))
  const key = name.trim().normalize('NFC').toLowerCase()
  const taken = presets.some((preset) => preset.name.toLowerCase() === key)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (key === '' || taken) return
    const saved = await ask(app, app.bridge.presets.save({ name: name.trim(), target }))
    if (saved === null) return
    app.settings.setPresets(saved.value)
    notify({ kind: 'info', title: t('toast.presetSaved', { name: name.trim() }) })
    onDone()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void save(event)}>
      <TextInput
        className={classes.name}
        aria-label={t('inspector.target.saveName')}
        placeholder={t('inspector.target.saveName')}
        value={name}
        maxLength={presetNameLength}
        data-autofocus
        autoFocus
        error={taken && t('inspector.target.saveExists')}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone()
        }}
      />
      <Button type="submit" disabled={key === '' || taken}>
        {t('common.save')}
      </Button>
    </form>
  )
}
