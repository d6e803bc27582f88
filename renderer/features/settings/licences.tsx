import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Licence } from '../../../core/ipc/app'
import { Button } from '../../components/button'
import { ask } from '../../state/actions'
import { useApp } from '../../state/hooks'
import classes from './licences.module.css'
import { Row } from './row'

/** Whose work ships in the program, under which licence. Read when somebody asks for it: the texts are long. */
export function Licences() {
  const { t } = useTranslation()
  const app = useApp()
  const id = useId()
  const [licences, setLicences] = useState<readonly Licence[] | null>(null)
  const [search, setSearch] = useState('')
  const toggle = async () => {
    if (licences !== null) {
      setLicences(null)
      return
    }
    const answer = await ask(app.bridge.app.licences())
    if (answer !== null) setLicences(answer.value)
  }
  const wanted = search.trim().toLowerCase()
  const shown = licences?.filter(({ name, license }) => `${name} ${license}`.toLowerCase().includes(wanted)) ?? []
  return (
    <>
      <Row words={t('help.licences.title')} note={t('help.licences.note')}>
        <Button aria-expanded={licences !== null} aria-controls={id} onClick={() => void toggle()}>
          {t(licences === null ? 'help.licences.show' : 'help.licences.hide')}
        </Button>
      </Row>
      <div id={id}>
        {licences !== null && (
          <>
            <TextInput
              aria-label={t('help.licences.search')}
              placeholder={t('help.licences.search')}
              spellCheck={false}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <ul className={classes.list} data-testid="licences">
              {shown.map((licence) => (
                <Package key={`${licence.name} ${licence.version}`} licence={licence} />
              ))}
            </ul>
            <p className={classes.count}>{t('help.licences.count', { count: shown.length })}</p>
          </>
        )}
      </div>
    </>
  )
}

function Package({ licence: { name, version, license, text } }: { readonly licence: Licence }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className={classes.name}>
            {name} <span className="numbers">{version}</span>
          </span>
          <span>{license}</span>
        </summary>
        {open && <pre>{text ?? t('help.licences.noText', { license })}</pre>}
      </details>
    </li>
  )
}
