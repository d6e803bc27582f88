import { useTranslation } from 'react-i18next'
import { nameTokens } from '../../../core/naming'
import { Button } from '../../components/button'
import names from './name-row.module.css'

interface TokenChipsProps {
  /** Puts a token, braces included, where the caret is. */
  readonly onInsert: (token: string) => void
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
          aria-label={t('naming.insert', { part: t(`naming.tokens.${token}`) })}
          // The field keeps its caret.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onInsert(token === 'seq' ? '{seq:3}' : `{${token}}`)}
        >
          {token}
        </Button>
      ))}
    </fieldset>
  )
}
