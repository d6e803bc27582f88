import { useTranslation } from 'react-i18next'
import { nameTokens } from '../../../core/naming'
import { Button } from '../../components/button'
import names from './name-row.module.css'

interface TokenChipsProps {
  /** Puts a token, braces included, where the caret is. */
  readonly onInsert: (token: string, byPointer: boolean) => void
}

/** The parts that names can have: one press puts one into the template. */
export function TokenChips({ onInsert }: TokenChipsProps) {
  const { t } = useTranslation()
  return (
    <fieldset className={names.chips}>
      <legend className="visually-hidden">{t('naming.parts')}</legend>
      {nameTokens.map((token) => (
        <Button
          key={token}
          small
          className={names.chip}
          hint={t(`naming.tokens.${token}`)}
          aria-label={t('format.named', { name: token, text: t(`naming.tokens.${token}`) })}
          // The field keeps its caret.
          onMouseDown={(event) => event.preventDefault()}
          // A press of a key counts no clicks.
          onClick={({ detail }) => onInsert(token === 'seq' ? '{seq:3}' : `{${token}}`, detail > 0)}
        >
          {token}
        </Button>
      ))}
    </fieldset>
  )
}
