import { useTranslation } from 'react-i18next'
import type { NameReport } from '../../../core/queue'
import { FileName } from '../../components/file-name'
import { useNameReport, useSettings } from '../../state/hooks'
import names from './name-row.module.css'

/** How many names are taken and what becomes of them, with the first of them behind it. */
export function TakenNames() {
  const report = useNameReport()
  const words = useTakenWords()
  if (report === null || words === null) return null
  return (
    <details className={names.taken} data-testid="taken-names">
      <summary>{words}</summary>
      <TakenExamples report={report} />
    </details>
  )
}

/** The first names that are taken, and what they would become. */
export function TakenExamples({ report }: { readonly report: NameReport }) {
  const { t } = useTranslation()
  const more = report.taken - report.examples.length
  return (
    <ul className={names.examples}>
      {report.examples.map(({ wanted, becomes }) => (
        <li key={`${wanted}/${becomes}`}>
          <FileName name={wanted} />
          <span aria-hidden>→</span>
          <FileName name={becomes} />
        </li>
      ))}
      {more > 0 && <li className="numbers">{t('naming.more', { count: more })}</li>}
    </ul>
  )
}

/** The same in one line; `null`: no name is taken, or it is not known. */
export function useTakenWords(): string | null {
  const { t } = useTranslation()
  const report = useNameReport()
  const conflict = useSettings((state) => state.settings.batch.output.conflict)
  const several = useSettings((state) => state.settings.batch.moreTargets.length > 0)
  if (report === null || report.taken === 0) return null
  if (conflict === 'skip') return t(several ? 'targets.taken.skip' : 'naming.taken.skip', { count: report.photos })
  return t(`naming.taken.${conflict}`, { count: report.taken })
}
