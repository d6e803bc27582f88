import { IconGripVertical, IconPencil, IconTrash } from '@tabler/icons-react'
import { type PointerEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UserPreset } from '../../../core/presets'
import { IconButton } from '../../components/button'
import { cx } from '../../components/cx'
import { targetLabel } from '../../format/use-target-label'
import { useApp } from '../../state/hooks'
import { changePresets, movePresetBy } from '../../state/preset-changes'
import classes from './manage-presets.module.css'
import { PresetNameForm } from './preset-name-form'

interface PresetRowProps {
  readonly preset: UserPreset
  readonly dragged: boolean
  /** What is dragged would stand before this one. */
  readonly before: boolean
  readonly onDrag: (event: PointerEvent<HTMLElement>) => void
  /** Where it stands now, to be read aloud. */
  readonly onMoved: () => void
}

/** One preset of the user's own: moved by its grip, named anew in its place. */
export function PresetRow({ preset, dragged, before, onDrag, onMoved }: PresetRowProps) {
  const { t } = useTranslation()
  const app = useApp()
  const [naming, setNaming] = useState(false)
  const { id, name, target, moreTargets } = preset
  const move = async (by: 1 | -1) => {
    if (await movePresetBy(app, id, by)) onMoved()
  }
  return (
    <li data-preset={id} className={cx(classes.row, dragged && classes.dragged, before && classes.before)}>
      <button
        type="button"
        className={classes.grip}
        aria-label={t('presetList.move', { name })}
        title={t('presetList.moveHint')}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onPointerDown={onDrag}
        onKeyDown={(event) => {
          if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
          event.preventDefault()
          void move(event.key === 'ArrowUp' ? -1 : 1)
        }}
      >
        <IconGripVertical size={16} aria-hidden />
      </button>
      {naming ? (
        <PresetNameForm preset={preset} onDone={() => setNaming(false)} />
      ) : (
        <>
          <div className={classes.text}>
            <strong>{name}</strong>
            <p className="numbers">{[target, ...moreTargets].map((each) => targetLabel(each, [], t)).join(' · ')}</p>
          </div>
          <IconButton small label={t('presetList.rename', { name })} onClick={() => setNaming(true)}>
            <IconPencil size={15} stroke={1.6} aria-hidden />
          </IconButton>
          <IconButton
            small
            label={t('inspector.target.remove', { name })}
            onClick={() => void changePresets(app, app.bridge.presets.remove({ id }))}
          >
            <IconTrash size={15} stroke={1.6} aria-hidden />
          </IconButton>
        </>
      )}
    </li>
  )
}
