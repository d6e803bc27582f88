import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { presetNameLength, sameName, type UserPreset } from '../../../core/presets'
import { Button } from '../../components/button'
import { useApp, useSettings } from '../../state/hooks'
import { changePresets } from '../../state/preset-changes'
import classes from './manage-presets.module.css'

interface PresetNameFormProps {
  readonly preset: UserPreset
  readonly onDone: () => void
}

/** Another name for a preset, in its place. */
export function PresetNameForm({ preset, onDone }: PresetNameFormProps) {
  const { t } = useTranslation()
  const app = useApp()
  const presets = useSettings((state) => state.presets)
  const [name, setName] = useState(preset.name)
  const wanted = name.trim()
  const taken = presets.some((other) => other.id !== preset.id && sameName(other.name, wanted))
  const rename = async (event: FormEvent) => {
    event.preventDefault()
    if (wanted === '' || taken) return
    const same = wanted === preset.name
    if (same || (await changePresets(app, app.bridge.presets.rename({ id: preset.id, name: wanted })))) onDone()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void rename(event)}>
      <TextInput
        className={classes.name}
        aria-label={t('inspector.target.saveName')}
        value={name}
        maxLength={presetNameLength}
        autoFocus
        error={taken && t('inspector.target.saveExists')}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          // The dialog would close on it.
          event.stopPropagation()
          onDone()
        }}
      />
      <Button type="submit" disabled={wanted === '' || taken}>
        {t('common.save')}
      </Button>
    </form>
  )
}
