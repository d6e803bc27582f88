import { IconChevronRight } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultBatchSettings, type OutputSettings } from '../../../core/settings'
import { useApp, useView } from '../../state/hooks'
import { EncodingRows } from './encoding-rows'
import classes from './more-output.module.css'
import type { OutputRowProps } from './output-rows'
import type { WrittenFormats } from './use-written-formats'

interface MoreOutputProps extends OutputRowProps {
  readonly written: WrittenFormats
}

/** What few people change, behind a word; while it is closed, the word says what was. */
export function MoreOutput({ output, written, onChange }: MoreOutputProps) {
  const { t } = useTranslation()
  const app = useApp()
  const id = useId()
  const open = useView((state) => state.moreOutput)
  const changed = useChanged(output, written)
  return (
    <div className={classes.more}>
      <button
        type="button"
        className={classes.toggle}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => app.view.setState({ moreOutput: !open })}
        data-testid="more-output"
      >
        <IconChevronRight size={14} stroke={1.8} aria-hidden />
        {t('inspector.output.more')}
        {!open && changed.length > 0 && <span className={classes.changed}>{changed.join(' · ')}</span>}
      </button>
      <div id={id} hidden={!open}>
        {open && <EncodingRows output={output} written={written} onChange={onChange} />}
      </div>
    </div>
  )
}

const usual = defaultBatchSettings.output

/** What is not as usual, in a few words each, as far as it concerns what is written. */
function useChanged(output: OutputSettings, { some }: WrittenFormats): readonly string[] {
  const { t } = useTranslation()
  const { profile, depth, compression, subsampling, sharpen, stripGps, keepTimes, feather } = output
  const differs = (key: keyof OutputSettings) => output[key] !== usual[key]
  return [
    differs('profile') && t(`inspector.output.profiles.${profile}`),
    differs('depth') && some('png', 'tiff') && t('inspector.output.bits', { bits: depth }),
    differs('compression') && some('tiff') && t(`inspector.output.compressions.${compression}`),
    differs('subsampling') && some('jpeg') && subsampling,
    differs('sharpen') && t('inspector.output.sharpened', { strength: sharpen }),
    stripGps && t('inspector.output.noPlace'),
    keepTimes && t('inspector.output.ownDate'),
    differs('feather') && t('inspector.output.blended', { width: t('format.px', { value: feather }) }),
  ].filter((words) => words !== false)
}
