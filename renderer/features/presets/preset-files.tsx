import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorInfo } from '../../../core/errors'
import type { PresetImport } from '../../../core/ipc/app'
import { Button } from '../../components/button'
import { useApp } from '../../state/hooks'
import { recordPresets } from '../../state/preset-changes'
import classes from './manage-presets.module.css'
import { useImportWords } from './use-import-words'

/** What the last import or export came to. */
type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly error: ErrorInfo }
  | { readonly kind: 'import'; readonly result: PresetImport }

/** Presets to a file and from one; what came of it is said here. */
export function PresetFiles({ empty }: { readonly empty: boolean }) {
  const { t } = useTranslation()
  const app = useApp()
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' })

  const importFile = async () => {
    const before = app.settings.getState().presets
    const answer = await app.bridge.presets.import()
    if (!answer.ok) {
      setOutcome({ kind: 'failed', error: answer.error })
      return
    }
    const result = answer.value
    if (result.kind === 'imported' && result.added > 0) recordPresets(app, before, result.presets)
    setOutcome(result.kind === 'closed' ? { kind: 'none' } : { kind: 'import', result })
  }
  const exportFile = async () => {
    const answer = await app.bridge.presets.export()
    if (!answer.ok) setOutcome({ kind: 'failed', error: answer.error })
    else setOutcome({ kind: answer.value.saved ? 'saved' : 'none' })
  }
  return (
    <>
      <Said outcome={outcome} />
      <div className={classes.buttons}>
        <Button onClick={() => void importFile()}>{t('presetList.import')}</Button>
        <Button disabled={empty} onClick={() => void exportFile()}>
          {t('presetList.export')}
        </Button>
      </div>
    </>
  )
}

function Said({ outcome }: { readonly outcome: Outcome }) {
  const { t } = useTranslation()
  const importWords = useImportWords()
  if (outcome.kind === 'failed') {
    return (
      <p role="alert" className={classes.problem}>
        {t(`errors.${outcome.error.code}.title`)}. {outcome.error.message}
      </p>
    )
  }
  if (outcome.kind === 'import' && outcome.result.kind === 'unusable') {
    return (
      <p role="alert" className={classes.problem}>
        {importWords(outcome.result)}
      </p>
    )
  }
  return (
    <p role="status" className={classes.said}>
      {outcome.kind === 'saved' && t('presetList.saved')}
      {outcome.kind === 'import' && importWords(outcome.result)}
    </p>
  )
}
