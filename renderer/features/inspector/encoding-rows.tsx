import { useTranslation } from 'react-i18next'
import { jpegSubsamplings, outputDepths, outputProfiles, tiffCompressions } from '../../../core/encoding'
import { Check } from '../../components/check'
import { SelectRow, SwitchRow } from './choice-row'
import classes from './inspector.module.css'
import { NumberRow } from './number-row'
import type { OutputRowProps } from './output-rows'
import type { WrittenFormats } from './use-written-formats'

interface EncodingRowsProps extends OutputRowProps {
  readonly written: WrittenFormats
}

/** Colours, depth, compression, seam and what else is in the file: those that the formats written have. */
export function EncodingRows({ output, written, onChange }: EncodingRowsProps) {
  const { t } = useTranslation()
  return (
    <>
      <SelectRow
        label={t('inspector.output.profile')}
        hint={t('inspector.output.profileHint')}
        choices={outputProfiles.map((value) => ({ value, label: t(`inspector.output.profiles.${value}`) }))}
        value={output.profile}
        onChange={(profile) => onChange({ profile })}
      />
      {written.some('png', 'tiff') && <DepthRow output={output} onChange={onChange} />}
      {written.some('tiff') && (
        <SelectRow
          label={t('inspector.output.compression')}
          hint={t('inspector.output.compressionHint')}
          choices={tiffCompressions.map((value) => ({ value, label: t(`inspector.output.compressions.${value}`) }))}
          value={output.compression}
          onChange={(compression) => onChange({ compression })}
        />
      )}
      {written.some('jpeg') && (
        <SwitchRow
          label={t('inspector.output.subsampling')}
          hint={t('inspector.output.subsamplingHint')}
          choices={jpegSubsamplings.map((value) => ({ value, label: value }))}
          value={output.subsampling}
          onChange={(subsampling) => onChange({ subsampling })}
        />
      )}
      <NumberRow
        label={t('inspector.output.sharpen')}
        hint={t('inspector.output.sharpenHint')}
        min={0}
        max={100}
        value={output.sharpen === 0 ? null : output.sharpen}
        placeholder={t('inspector.output.sharpenOff')}
        onChange={(sharpen) => onChange({ sharpen: sharpen ?? 0 })}
      />
      <NumberRow
        label={t('inspector.output.feather')}
        hint={t('inspector.output.featherHint')}
        min={0}
        max={1000}
        suffix={t('format.px', { value: '' })}
        value={output.feather}
        onChange={(feather) => {
          if (feather !== null) onChange({ feather })
        }}
      />
      <div className={classes.row}>
        <Check
          label={t('inspector.output.stripGps')}
          checked={output.stripGps}
          onChange={(stripGps) => onChange({ stripGps })}
        />
      </div>
      <div className={classes.row}>
        <Check
          label={t('inspector.output.keepTimes')}
          checked={output.keepTimes}
          onChange={(keepTimes) => onChange({ keepTimes })}
        />
      </div>
    </>
  )
}

const depths = outputDepths.map((depth) => ({ depth, value: String(depth) }))

function DepthRow({ output, onChange }: OutputRowProps) {
  const { t } = useTranslation()
  return (
    <SwitchRow
      label={t('inspector.output.depth')}
      hint={t('inspector.output.depthHint')}
      choices={depths.map(({ depth, value }) => ({
        value,
        label: depth === 'original' ? t('inspector.output.depthOriginal') : value,
      }))}
      value={String(output.depth)}
      onChange={(chosen) => {
        const known = depths.find(({ value }) => value === chosen)
        if (known !== undefined) onChange({ depth: known.depth })
      }}
    />
  )
}
