import { useTranslation } from 'react-i18next'
import { nameTokens, type TemplateFault } from '../../../core/naming'
import classes from './inspector.module.css'

/** What is wrong with a template of names, in words. */
export function NameFault({ fault }: { readonly fault: TemplateFault }) {
  const { t } = useTranslation()
  return (
    <p role="alert" className={classes.error}>
      {t(`naming.faults.${fault.kind}`, {
        piece: 'piece' in fault ? fault.piece : '',
        seq: '{seq:3}',
        tokens: nameTokens.map((token) => `{${token}}`).join(' '),
      })}
    </p>
  )
}
