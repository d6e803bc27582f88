import { IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../components/cx'
import { FileName } from '../../components/file-name'
import { safeName } from '../../format/names'
import classes from './cell-caption.module.css'
import type { CellText } from './use-cell-text'

interface CellCaptionProps {
  readonly name: string
  /** The link it came from; `null`: a file of the user's own. */
  readonly link: string | null
  readonly text: CellText
  /** The words are a reason why not. */
  readonly bad: boolean
}

/** Name and numbers under a photo. */
export function CellCaption({ name, link, text, bad }: CellCaptionProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.caption}>
      <div className={classes.line}>
        {link !== null && (
          <span className={classes.link} title={safeName(link)}>
            <IconLink size={13} stroke={1.8} aria-hidden />
            <span className="visually-hidden">{t('library.linked')}</span>
          </span>
        )}
        <FileName name={name} className={classes.name} />
        <span className={cx(classes.size, 'numbers')}>{text.size}</span>
      </div>
      <p className={cx(classes.detail, 'numbers', bad && classes.bad)} title={text.full}>
        {text.detail}
      </p>
    </div>
  )
}
