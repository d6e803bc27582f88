import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../../core/geometry'
import { presetNameLength, sameName } from '../../../core/presets'
import { keptTargets } from '../../../core/targets'
import { Button } from '../../components/button'
import { Check } from '../../components/check'
import { useTargetLabel } from '../../format/use-target-label'
import { say } from '../../format/words'
import { useApp, useSettings } from '../../state/hooks'
import { notify } from '../../state/notices'
import { changePresets } from '../../state/preset-changes'
import classes from './save-preset.module.css'

interface SavePresetProps {
  /** The one that is shown. */
  readonly target: Target
  /** All there are, the shown one among them. */
  readonly targets: readonly Target[]
  readonly onDone: () => void
}

/** Asks for a name and keeps the target under it, or all of several. */
export function SavePreset({ target, targets, onDone }: SavePresetProps) {
  const { t } = useTranslation()
  const app = useApp()
  const presets = useSettings((state) => state.presets)
  const label = useTargetLabel()
  const [all, setAll] = useState(targets.length > 1)
  const [typed, setName] = useState<string | null>(null)
  const kept = all ? targets : [target]
  const name = typed ?? [...kept.map(label).join(' · ')].slice(0, presetNameLength).join('')
  const key = name.trim()
  const taken = presets.some((preset) => sameName(preset.name, key))

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (key === '' || taken) return
    if (!(await changePresets(app, app.bridge.presets.save({ name: key, ...keptTargets(kept) })))) return
    notify({ kind: 'info', title: say('toast.presetSaved', { name: key }), brief: true })
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
      {targets.length > 1 && (
        <div className={classes.all}>
          <Check label={t('presetList.saveAll', { count: targets.length })} checked={all} onChange={setAll} />
        </div>
      )}
    </form>
  )
}
