import { SegmentedControl } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type LocalPainting, localEfforts, localMethods } from '../../../core/local-painting'
import { updateBatch } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { SwitchRow } from './choice-row'
import classes from './inspector.module.css'

/** How the local engine paints, with a word on what that is. */
export function LocalRows() {
  const { t } = useTranslation()
  const app = useApp()
  const labelId = useId()
  const hintId = useId()
  const local = useSettings((state) => state.settings.batch.local)
  const update = (change: Partial<LocalPainting>) => void updateBatch(app, { local: { ...local, ...change } })
  return (
    <>
      <p id={labelId} className={classes.caption}>
        {t('inspector.engine.method')}
      </p>
      <SegmentedControl
        fullWidth
        aria-labelledby={labelId}
        aria-describedby={hintId}
        data={localMethods.map((value) => ({
          value,
          label: (
            <span title={t(`inspector.engine.methodHints.${value}`)}>{t(`inspector.engine.methods.${value}`)}</span>
          ),
        }))}
        value={local.method}
        onChange={(value) => {
          const method = localMethods.find((known) => known === value)
          if (method !== undefined) update({ method })
        }}
      />
      <p id={hintId} className={`${classes.hint} ${classes.below}`}>
        {t('inspector.engine.hints', {
          method: t(`inspector.engine.methodHints.${local.method}`),
          free: t('inspector.engine.localHint'),
        })}
      </p>
      {local.method === 'texture' && (
        <SwitchRow
          label={t('inspector.engine.effort')}
          hint={t('inspector.engine.effortHint')}
          choices={localEfforts.map((value) => ({ value, label: t(`inspector.engine.efforts.${value}`) }))}
          value={local.effort}
          onChange={(effort) => update({ effort })}
        />
      )}
    </>
  )
}
