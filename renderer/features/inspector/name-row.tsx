import { TextInput, Tooltip } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { AppError } from '../../../core/errors'
import { checkTemplate } from '../../../core/naming'
import { targetAt, targetsOf } from '../../../core/targets'
import { FileName } from '../../components/file-name'
import { useDraft } from '../../components/use-draft'
import { exampleName } from '../../state/example-name'
import { useApp, useList, useSettings, useView } from '../../state/hooks'
import { planFor } from '../../state/plans'
import classes from './inspector.module.css'
import type { OutputRowProps } from './output-section'

/** The template of names, with what it makes of the first photo. */
export function NameRow({ output, onChange }: OutputRowProps) {
  const { t } = useTranslation()
  const id = useId()
  const { field, invalid } = useDraft({
    text: output.template,
    parse: (text) => (faultOf(text) === null ? text : null),
    commit: (template) => onChange({ template }),
  })
  const reason = invalid ? faultOf(field.value) : null
  return (
    <>
      <div className={classes.row}>
        <label htmlFor={id}>{t('inspector.output.name')}</label>
        <Tooltip label={t('inspector.output.nameHint', { name: '{name}', ratio: '{ratio}' })}>
          <TextInput {...field} id={id} className={classes.field} error={invalid} maxLength={200} spellCheck={false} />
        </Tooltip>
      </div>
      {reason === null ? (
        <Example />
      ) : (
        <p role="alert" className={classes.error}>
          {t('inspector.output.nameError', { reason })}
        </p>
      )}
    </>
  )
}

function Example() {
  const app = useApp()
  const batch = useSettings((state) => state.settings.batch)
  const focus = useView((state) => state.selection.focus)
  const shown = useView((state) => state.shownTarget)
  const first = useList((state) => state.ids[0])
  const photo = app.library.getState().photos.get(focus ?? first ?? '')
  if (photo === undefined) return null
  const target = targetAt(targetsOf(photo, batch), shown)
  const outcome = planFor(photo, target, batch)
  if (outcome.kind !== 'planned') return null
  const { engine, n, output } = batch
  const example = exampleName(photo, { target, engine, n, output, size: outcome.plan.output })
  if (!('name' in example)) return null
  return <FileName name={example.name} className={classes.hint} />
}

/** What is wrong with a template, in core's words; `null`: nothing. */
function faultOf(template: string): string | null {
  try {
    checkTemplate(template)
    return template.trim() === '' ? '' : null
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}
