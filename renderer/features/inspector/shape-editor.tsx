import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { asKind, shapeKinds } from '../../state/shape-kinds'
import { MarginFields } from './margin-fields'
import { SideFields } from './side-fields'
import classes from './target-section.module.css'
import type { Scope } from './use-scope'

/** The shape in numbers: a ratio, a size in pixels, or margins. */
export function ShapeEditor({ scope }: { readonly scope: Scope }) {
  const { t } = useTranslation()
  const { base } = scope
  return (
    <div className={classes.shape}>
      <SegmentedControl
        fullWidth
        aria-label={t('inspector.target.custom')}
        data={shapeKinds.map((kind) => ({ value: kind, label: t(`inspector.target.kinds.${kind}`) }))}
        value={base.kind}
        onChange={(value) => {
          const kind = shapeKinds.find((known) => known === value)
          if (kind !== undefined) scope.choose(asKind(base, kind))
        }}
      />
      {base.kind === 'margins' ? (
        <MarginFields target={base} onChoose={scope.choose} />
      ) : (
        <SideFields target={base} onChoose={scope.choose} />
      )}
    </div>
  )
}
