import type { TFunction } from 'i18next'
import type { UnknownCharge } from '../../core/queue'
import { formatDuration } from './numbers'

/** What came back from a request, for somebody who has to decide about money. */
export interface EvidenceTexts {
  readonly title: string
  /** Status, code, message and the service's own number of the request, as far as there were any. */
  readonly details: readonly string[]
}

export function evidenceTexts(evidence: UnknownCharge['evidence'], t: TFunction): EvidenceTexts {
  if (evidence === null) return { title: t('charges.came.nothing'), details: [] }
  const { what, sentAt, endedAt, status, code, message, requestId } = evidence
  return {
    title: t(`charges.came.${what}`, { time: formatDuration(t, Math.max(0, endedAt - sentAt)) }),
    details: [
      ...(status === null ? [] : [`HTTP ${status}`]),
      ...(code === null ? [] : [t('charges.code', { code })]),
      ...(message === null ? [] : [message]),
      ...(requestId === null ? [] : [t('charges.request', { id: requestId })]),
    ],
  }
}
