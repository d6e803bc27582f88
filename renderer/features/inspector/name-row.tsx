import { TextInput, Tooltip } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { templateFault } from '../../../core/naming'
import { IconButton } from '../../components/button'
import { useDraft } from '../../components/use-draft'
import classes from './inspector.module.css'
import { NameExample } from './name-example'
import { NameFault } from './name-fault'
import names from './name-row.module.css'
import type { OutputRowProps } from './output-rows'
import { TokenChips } from './token-chips'

/** The template of names, the parts it can have, and what it makes of the photo that has the focus. */
export function NameRow({ output, onChange }: OutputRowProps) {
  const { t } = useTranslation()
  const id = useId()
  const chipsId = useId()
  const below = useId()
  const input = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState(false)
  const { field, invalid, change, put } = useDraft({
    text: output.template,
    parse: (text) => (templateFault(text) === null ? text : null),
    commit: (template) => onChange({ template }),
  })
  const fault = invalid ? templateFault(field.value) : null
  const insert = (token: string, byPointer: boolean) => {
    const { selectionStart, selectionEnd } = input.current ?? {}
    const start = selectionStart ?? field.value.length
    const text = `${field.value.slice(0, start)}${token}${field.value.slice(selectionEnd ?? start)}`
    if (text.length > longest) return
    if (byPointer) {
      // The hand goes on typing; who came by keyboard stays with the parts.
      input.current?.focus()
      change(text)
    } else {
      put(text)
    }
    // Once the field has the text: the next token goes behind this one.
    requestAnimationFrame(() => input.current?.setSelectionRange(start + token.length, start + token.length))
  }
  return (
    <>
      <div className={classes.row}>
        <label htmlFor={id}>{t('inspector.output.name')}</label>
        <div className={names.field}>
          <Tooltip label={t('inspector.output.nameHint', { name: '{name}', ratio: '{ratio}' })}>
            <TextInput
              {...field}
              ref={input}
              id={id}
              className={names.input}
              error={invalid}
              maxLength={longest}
              spellCheck={false}
              aria-describedby={below}
            />
          </Tooltip>
          <IconButton
            label={t('naming.parts')}
            active={open}
            aria-expanded={open}
            aria-controls={chipsId}
            onClick={() => setOpen(!open)}
            data-testid="name-parts"
          >
            <IconBraces size={15} stroke={1.6} aria-hidden />
          </IconButton>
        </div>
      </div>
      <div id={chipsId} hidden={!open}>
        {open && <TokenChips onInsert={insert} />}
      </div>
      <div id={below}>{fault === null ? <NameExample template={field.value} /> : <NameFault fault={fault} />}</div>
    </>
  )
}

/** Longest template, as the settings hold it. */
const longest = 200
