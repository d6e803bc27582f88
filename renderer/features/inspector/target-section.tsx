import { IconArrowBackUp, IconBookmarkPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../components/button'
import { resetTarget } from '../../state/commands'
import { useApp } from '../../state/hooks'
import { AnchorEditor } from './anchor-editor'
import inspector from './inspector.module.css'
import { PresetChips } from './preset-chips'
import { Rules } from './rules'
import { SavePreset } from './save-preset'
import { Section } from './section'
import { ShapeEditor } from './shape-editor'
import classes from './target-section.module.css'
import { type Scope, useScope } from './use-scope'

/** The shape that is wanted, of the batch or of the photos that are selected. */
export function TargetSection() {
  const { t } = useTranslation()
  const scope = useScope()
  const [saving, setSaving] = useState(false)
  return (
    <Section
      title={<Title scope={scope} />}
      aside={
        <span className={classes.tools}>
          {scope.own > 0 && <ResetButton />}
          {scope.target !== null && (
            <IconButton small label={t('inspector.target.save')} onClick={() => setSaving(true)}>
              <IconBookmarkPlus size={15} stroke={1.6} aria-hidden />
            </IconButton>
          )}
        </span>
      }
    >
      {saving && scope.target !== null && (
        <SavePreset
          target={scope.target}
          targets={scope.mixed ? [scope.target] : scope.targets}
          onDone={() => setSaving(false)}
        />
      )}
      <PresetChips scope={scope} />
      {scope.target === null && <p className={`${inspector.hint} ${classes.mixed}`}>{t('inspector.target.mixed')}</p>}
      <ShapeEditor scope={scope} />
      {scope.base.kind !== 'margins' && (
        <>
          <AnchorEditor scope={scope} />
          <Rules scope={scope} />
        </>
      )}
    </Section>
  )
}

function Title({ scope }: { readonly scope: Scope }) {
  const { t } = useTranslation()
  const count = scope.photos.length
  if (scope.kind === 'batch') return t('inspector.target.all')
  const name = scope.kind === 'photo' ? t('inspector.target.photo') : t('inspector.target.selected', { count })
  if (scope.own === 0) return name
  const own = scope.own === count ? t('targets.own') : t('targets.ownCount', { count: scope.own })
  return (
    <>
      {name}
      <br />
      <span className={classes.own}>{own}</span>
    </>
  )
}

function ResetButton() {
  const { t } = useTranslation()
  const app = useApp()
  return (
    <Button small look="quiet" hint={t('inspector.target.reset')} onClick={() => resetTarget(app)}>
      <IconArrowBackUp size={14} stroke={1.6} aria-hidden />
      {t('targets.reset')}
    </Button>
  )
}
