import { InvalidArgumentError, Option } from 'commander'
import { type Encoding, encodingSchema, jpegSubsamplings, outputProfiles, tiffCompressions } from '../../core/encoding'
import { outputFormats } from '../../core/photo'
import { defaultBatchSettings, type OutputSettings } from '../../core/settings'
import { whole } from './values'

const { output: defaults } = defaultBatchSettings

/** The options that say how outputs are written. */
export interface EncodingFlags extends Pick<Encoding, 'subsampling' | 'profile' | 'depth' | 'compression' | 'sharpen'> {
  readonly format: OutputSettings['format']
  readonly quality?: number
  readonly stripGps?: true
  readonly keepTimes?: true
}

/** Format, colours, depth and what else is in the file. */
export const encodingOptions = (): readonly Option[] => [
  new Option('--format <FORMAT>', 'what is written; HEIC and RAW photos become JPEG where it is same')
    .choices(['same', ...outputFormats])
    .default(defaults.format),
  new Option('--quality <N>', "1 to 100 for lossy formats (default: the format's)").argParser(whole(1, 100)),
  new Option('--profile <PROFILE>', "colour profile; original: the photo's own")
    .choices(outputProfiles)
    .default(defaults.profile),
  new Option('--depth <BITS>', "bits per channel of PNG and TIFF; original: the photo's own")
    .choices(['original', '8', '16'])
    .argParser(depth)
    .default(defaults.depth),
  new Option('--compression <KIND>', 'of TIFF, all lossless').choices(tiffCompressions).default(defaults.compression),
  new Option('--subsampling <KIND>', 'colour resolution of JPEG: full, or half for smaller files')
    .choices(jpegSubsamplings)
    .default(defaults.subsampling),
  new Option('--sharpen <STRENGTH>', 'sharpening at the end, 0 to 100; changes the photo, too')
    .argParser(whole(0, 100))
    .default(defaults.sharpen),
  new Option('--strip-gps', 'leave out where the photo was taken'),
  new Option('--keep-times', "give the file the photo's time of change"),
]

/** What the options make of an encoding. */
export function encodingOf(flags: EncodingFlags): Encoding & Pick<OutputSettings, 'format'> {
  const { format, quality = null, stripGps = false, keepTimes = false } = flags
  return { ...encodingSchema.parse({ ...flags, quality, stripGps, keepTimes }), format }
}

function depth(text: string): Encoding['depth'] {
  if (text === 'original') return text
  if (text === '8' || text === '16') return text === '8' ? 8 : 16
  throw new InvalidArgumentError('Allowed choices are original, 8, 16.')
}
