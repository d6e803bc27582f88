import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { engineIds } from '../../../core/limits'
import { isDoor } from '../../../core/service/doors'
import { updateBatch } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { DoorState } from './door-state'
import { LinksRow, PilotRow, SlotsRow, VariationsRow } from './engine-rows'
import { LocalRows } from './local-rows'
import { Section } from './section'

/** What paints, how many pictures of each photo, and for engines that cost something how they are used. */
export function EngineSection() {
  const { t } = useTranslation()
  const app = useApp()
  const engines = useSettings((state) => state.info.engines)
  const engine = useSettings((state) => state.settings.batch.engine)
  return (
    <Section title={t('inspector.engine.title')}>
      <Select
        aria-label={t('inspector.engine.title')}
        data={engines.map((value) => ({ value, label: t(`inspector.engine.names.${value}`) }))}
        value={engine}
        onChange={(value) => {
          const chosen = engineIds.find((known) => known === value)
          if (chosen !== undefined) void updateBatch(app, { engine: chosen })
        }}
      />
      {isDoor(engine) ? (
        <>
          <DoorState key={engine} door={engine} />
          <VariationsRow engine={engine} />
          <SlotsRow door={engine} />
          <LinksRow />
          <PilotRow />
        </>
      ) : (
        <>
          <LocalRows />
          <VariationsRow engine={engine} />
        </>
      )}
    </Section>
  )
}
