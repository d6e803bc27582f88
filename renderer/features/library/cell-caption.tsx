import { IconBan, IconLink, IconStarFilled } from '@tabler/icons-react'
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
  /** The photo's own: 1..5 stars, -1 rejected, 0 none. */
  readonly rating: number
  readonly text: CellText
  /** The words are a reason why not. */
  readonly bad: boolean
}

/** Name and numbers under a photo. */
export function CellCaption({ name, link, rating, text, bad }: CellCaptionProps) {
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
        {rating !== 0 && <Rating rating={rating} />}
        <span className={cx(classes.size, 'numbers')}>{text.size}</span>
      </div>
      <p className={cx(classes.detail, 'numbers', bad && classes.bad)} title={text.full}>
        {text.detail}
      </p>
    </div>
  )
}

/** The photographer's own verdict, as it is in the file. */
function Rating({ rating }: { readonly rating: number }) {
  const { t } = useTranslation()
  const words = rating < 0 ? t('library.rejected') : t('library.stars', { count: rating })
  return (
    <span className={cx(classes.rating, 'numbers')} title={words}>
      {rating < 0 ? (
        <IconBan size={12} stroke={2} aria-hidden />
      ) : (
        <>
          <span aria-hidden>{rating}</span>
          <IconStarFilled size={10} aria-hidden />
        </>
      )}
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
