import { useTranslation } from 'react-i18next'
import { type LocalPainting, localEfforts, localMethods } from '../../../core/local-painting'
import { SelectRow, SwitchRow } from '../inspector/choice-row'

interface AgainLocalProps {
  readonly local: LocalPainting
  readonly onChange: (local: LocalPainting) => void
}

/** How the local engine paints once more. */
export function AgainLocal({ local, onChange }: AgainLocalProps) {
  const { t } = useTranslation()
  return (
    <>
      <SelectRow
        label={t('inspector.engine.method')}
        choices={localMethods.map((value) => ({ value, label: t(`inspector.engine.methods.${value}`) }))}
        value={local.method}
        onChange={(method) => onChange({ ...local, method })}
      />
      {local.method === 'texture' && (
        <SwitchRow
          label={t('inspector.engine.effort')}
          choices={localEfforts.map((value) => ({ value, label: t(`inspector.engine.efforts.${value}`) }))}
          value={local.effort}
          onChange={(effort) => onChange({ ...local, effort })}
        />
      )}
    </>
  )
}
