import { IconFlag, IconFlagFilled, IconStar, IconStarFilled, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { colourLabels, type MarkAction } from '../../../core/gallery'
import { IconButton } from '../../components/button'
import { Check } from '../../components/check'
import { updateSettings } from '../../state/actions'
import { useApp, useMark, useSettings } from '../../state/hooks'
import { markResults } from '../../state/marking'
import badges from './mark-badges.module.css'
import classes from './mark-editor.module.css'

const stars = [1, 2, 3, 4, 5] as const

/** What the user thinks of a result, to see and to change by the pointer. */
export function MarkEditor({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const app = useApp()
  const { mark, problem } = useMark(id)
  const autoAdvance = useSettings((state) => state.settings.autoAdvance)
  const act = (action: MarkAction) => markResults(app, action)
  return (
    <div className={classes.marks}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a line */}
      <div role="group" aria-label={t('gallery.marks.rating')} className={classes.line}>
        <span>{t('gallery.marks.rating')}</span>
        <span className={classes.buttons}>
          {stars.map((count) => (
            <IconButton
              key={count}
              small
              label={t('gallery.marks.stars', { count })}
              keys={String(count)}
              aria-pressed={mark.stars === count}
              onClick={() => act({ type: 'stars', stars: mark.stars === count ? 0 : count })}
            >
              {count <= mark.stars ? <IconStarFilled size={14} aria-hidden /> : <IconStar size={14} aria-hidden />}
            </IconButton>
          ))}
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="group" aria-label={t('gallery.marks.flag')} className={classes.line}>
        <span>{t('gallery.marks.flag')}</span>
        <span className={classes.buttons}>
          <IconButton
            small
            label={t('gallery.marks.pick')}
            keys="P"
            aria-pressed={mark.flag === 'picked'}
            active={mark.flag === 'picked'}
            onClick={() => act({ type: mark.flag === 'picked' ? 'unmark' : 'pick' })}
          >
            {mark.flag === 'picked' ? <IconFlagFilled size={14} aria-hidden /> : <IconFlag size={14} aria-hidden />}
          </IconButton>
          <IconButton
            small
            label={t('gallery.marks.reject')}
            keys="X"
            aria-pressed={mark.flag === 'rejected'}
            active={mark.flag === 'rejected'}
            onClick={() => act({ type: mark.flag === 'rejected' ? 'unmark' : 'reject' })}
          >
            <IconX size={15} aria-hidden />
          </IconButton>
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="group" aria-label={t('gallery.marks.colour')} className={classes.line}>
        <span>{t('gallery.marks.colour')}</span>
        <span className={classes.buttons}>
          {colourLabels.map((colour, index) => (
            <IconButton
              key={colour}
              small
              label={t(`gallery.marks.${colour}`)}
              keys={String(6 + index)}
              aria-pressed={mark.colour === colour}
              active={mark.colour === colour}
              onClick={() => act({ type: 'colour', colour })}
            >
              <span className={badges.colour} data-colour={colour} aria-hidden />
            </IconButton>
          ))}
        </span>
      </div>
      {problem !== null && (
        <p role="alert" className={classes.problem}>
          {t('gallery.marks.problem', { message: problem.message })}
        </p>
      )}
      <Check
        label={t('gallery.marks.autoAdvance')}
        checked={autoAdvance}
        onChange={(checked) => void updateSettings(app, { autoAdvance: checked })}
      />
    </div>
  )
}
