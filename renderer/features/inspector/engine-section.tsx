import { NumberInput, Select } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { engineIds } from '../../../core/limits'
import { updateBatch } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import classes from './inspector.module.css'
import { Section } from './section'

/** What paints, and how many pictures of each photo. */
export function EngineSection() {
  const { t } = useTranslation()
  const app = useApp()
  const id = useId()
  const engines = useSettings((state) => state.info.engines)
  const { engine, n } = useSettings((state) => state.settings.batch)
  return (
    <Section title={t('inspector.engine.title')}>
      {engines.length > 1 ? (
        <Select
          aria-label={t('inspector.engine.title')}
          data={engines.map((value) => ({ value, label: t(`inspector.engine.names.${value}`) }))}
          value={engine}
          onChange={(value) => {
            const chosen = engineIds.find((known) => known === value)
            if (chosen !== undefined) void updateBatch(app, { engine: chosen })
          }}
        />
      ) : (
        <p>{t(`inspector.engine.names.${engine}`)}</p>
      )}
      {engine === 'local' && <p className={classes.hint}>{t('inspector.engine.localHint')}</p>}
      {engines.length === 1 && <p className={classes.hint}>{t('inspector.engine.keyHint')}</p>}
      <div className={classes.row}>
        <label htmlFor={id} title={t('inspector.engine.variationsHint')}>
          {t('inspector.engine.variations')}
        </label>
        <NumberInput
          id={id}
          className={classes.short}
          hideControls={false}
          min={1}
          max={9}
          clampBehavior="strict"
          allowDecimal={false}
          value={n}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 1) void updateBatch(app, { n: value })
          }}
        />
      </div>
    </Section>
  )
}
