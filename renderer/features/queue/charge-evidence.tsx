import { useTranslation } from 'react-i18next'
import type { UnknownCharge } from '../../../core/queue'
import { evidenceTexts } from '../../format/evidence'
import { safeName } from '../../format/names'
import classes from './charges.module.css'

/** What came back from a request, in words, and as it came. */
export function ChargeEvidence({ evidence }: { readonly evidence: UnknownCharge['evidence'] }) {
  const { t } = useTranslation()
  const { title, details } = evidenceTexts(evidence, t)
  return (
    <div className={classes.evidence}>
      <p>{title}</p>
      {details.length > 0 && <p className={classes.details}>{details.join(' · ')}</p>}
      {evidence !== null && evidence.excerpt !== '' && (
        <code className={classes.excerpt} title={t('charges.excerpt')}>
          {safeName(evidence.excerpt)}
        </code>
      )}
    </div>
  )
}
