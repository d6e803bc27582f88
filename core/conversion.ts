import {
  type ConversionNote,
  firstPage,
  note,
  rawNote,
  resampled,
  sharpened,
  unusedProfile,
  writtenAs,
} from './conversion-notes'
import type { Encoding } from './encoding'
import type { ErrorInfo } from './errors'
import type { Plan, Size } from './geometry/types'
import { type OutputFormat, type PhotoHeader, writtenFormat } from './photo'

/** What colour channels mean. */
export type ColourModel = 'grey' | 'rgb' | 'cmyk'

/** Bits per sample that are worked with; 32: floating point. */
export type SampleBits = 8 | 16 | 32

/** Profiles that are converted to. */
export type TargetProfile = Exclude<Encoding['profile'], 'original'>

/** Why a format cannot hold an output: a sentence with the way out, and what stands in the way. */
export interface ConversionError extends ErrorInfo {
  readonly code: 'output-format'
  /** `size`: `value` px a side are more than `max`. The others are about the photo's samples. */
  readonly obstacle:
    | { readonly of: 'size'; readonly value: number; readonly max: number; readonly format: string }
    | { readonly of: 'float' | 'extra-channels'; readonly format: string }
}

/** How a picture's samples become what is written. */
export interface Conversion {
  readonly format: OutputFormat
  /** What the colours are written in; `null`: the photo's own, with its profile if it has one. */
  readonly profile: TargetProfile | null
  /** Whether the samples change on the way there; else it is only said what they are. */
  readonly convertsColours: boolean
  readonly model: ColourModel
  /** Bits per sample. In an AVIF `avifBits` of them count. */
  readonly bits: SampleBits
  readonly avifBits: 8 | 10 | 12
  /** Transparency is laid on white. */
  readonly flatten: boolean
  readonly notes: readonly ConversionNote[]
}

export type ConversionResult =
  | { readonly kind: 'conversion'; readonly conversion: Conversion }
  | { readonly kind: 'refused'; readonly error: ConversionError }

/** What of a photo's header decides. */
export type ConversionHeader = Pick<
  PhotoHeader,
  'format' | 'space' | 'channels' | 'bitDepth' | 'hasAlpha' | 'hasProfile' | 'profile' | 'pages' | 'size' | 'sensor'
>

/** How the output is to be written: a batch's output settings say it, and more. */
export interface OutputChoice extends Pick<Encoding, 'profile' | 'depth' | 'sharpen'> {
  readonly format: 'same' | OutputFormat
  /** A service paints the surroundings: what comes from there has no transparency. Default: no. */
  readonly paintedElsewhere?: boolean
}

/** What a format can hold. */
interface Abilities {
  readonly name: string
  readonly models: readonly ColourModel[]
  readonly bits: readonly SampleBits[]
  readonly alpha: boolean
  /** Longest side, px. */
  readonly maxSide: number
}

const abilities: Readonly<Record<OutputFormat, Abilities>> = {
  // libjpeg's own limit.
  jpeg: { name: 'JPEG', models: ['grey', 'rgb', 'cmyk'], bits: [8], alpha: false, maxSide: 65_500 },
  png: { name: 'PNG', models: ['grey', 'rgb'], bits: [8, 16], alpha: true, maxSide: 2 ** 31 - 1 },
  tiff: { name: 'TIFF', models: ['grey', 'rgb', 'cmyk'], bits: [8, 16, 32], alpha: true, maxSide: 2 ** 31 - 1 },
  // 14 bits in the file.
  webp: { name: 'WebP', models: ['rgb'], bits: [8], alpha: true, maxSide: 16_383 },
  // libheif takes one more; sharp's guard for second pictures, which the encoder needs, does not.
  avif: { name: 'AVIF', models: ['rgb'], bits: [8, 16], alpha: true, maxSide: 16_383 },
}

const profileNames: Readonly<Record<TargetProfile, string>> = { srgb: 'sRGB', 'display-p3': 'Display P3' }
const modelNames: Readonly<Record<ColourModel, string>> = { grey: 'Grey', rgb: 'RGB', cmyk: 'CMYK' }

/** Colour channels of each model; channels beyond them are alpha and spot channels. */
export const colourChannels: Readonly<Record<ColourModel, number>> = { grey: 1, rgb: 3, cmyk: 4 }

/**
 * What must be converted so that a photo's output can be written as chosen, known before anything is spent.
 * @param size of the canvas, and what it is resampled to, px: a plan has both.
 */
export function conversionOf(
  header: ConversionHeader,
  choice: OutputChoice,
  size: Pick<Plan, 'canvas' | 'output'>,
): ConversionResult {
  const format = writtenFormat(choice.format, header.format)
  const error = obstacleTo(header, choice, { format, output: size.output })
  if (error) return { kind: 'refused', error }
  const colours = coloursOf(header, choice, abilities[format])
  const depth = depthOf(header, choice, { format, colours })
  const flatten = header.hasAlpha && !abilities[format].alpha
  const { name } = abilities[format]
  const notes: readonly (ConversionNote | null)[] = [
    choice.format === 'same' ? writtenAs(header, abilities[format].name) : null,
    rawNote(header),
    firstPage(header),
    colours.profile !== null || isPainted(header, size) ? unusedProfile(header) : null,
    colours.note,
    depth.note,
    flatten ? note('transparency', { format: name }, `Transparency becomes white: ${name} cannot hold it.`) : null,
    header.hasAlpha && !flatten && choice.paintedElsewhere
      ? note('opaque', {}, 'The photo’s transparency stays; what is painted around it has none.')
      : null,
    resampled(size),
    sharpened(choice.sharpen),
  ]
  const { profile, convertsColours, model } = colours
  const { bits, avifBits } = depth
  const said = notes.filter((one) => one !== null)
  return {
    kind: 'conversion',
    conversion: { format, profile, convertsColours, model, bits, avifBits, flatten, notes: said },
  }
}

/** Whether the canvas is larger than the photo. */
function isPainted({ size }: ConversionHeader, { canvas }: Pick<Plan, 'canvas'>): boolean {
  return canvas.width !== size.width || canvas.height !== size.height
}

/** What a photo's samples are. */
export function samplesOfHeader({ space, bitDepth }: Pick<PhotoHeader, 'space' | 'bitDepth'>): {
  readonly model: ColourModel
  readonly bits: SampleBits
} {
  const model = space === 'cmyk' ? 'cmyk' : space === 'b-w' || space === 'grey16' ? 'grey' : 'rgb'
  const bits = space === 'scrgb' || bitDepth > 16 ? 32 : bitDepth > 8 ? 16 : 8
  return { model, bits }
}

function obstacleTo(
  header: ConversionHeader,
  choice: OutputChoice,
  { format, output }: { readonly format: OutputFormat; readonly output: Size },
): ConversionError | null {
  const able = abilities[format]
  const { name: named } = able
  const longest = Math.max(output.width, output.height)
  if (longest > able.maxSide) {
    const what = `${output.width} × ${output.height} px, and ${named} ends at ${able.maxSide} px a side`
    return refusal(able, what, { of: 'size', value: longest, max: able.maxSide, format: named })
  }
  const { model, bits } = samplesOfHeader(header)
  const asItIs = format === 'tiff' && choice.profile === 'original'
  if (bits === 32 && !(asItIs && choice.depth === 'original'))
    return refusal(able, '32-bit floating-point samples', { of: 'float', format: named })
  const extra = header.channels - colourChannels[model]
  const hasSpots = extra > 1 || (extra === 1 && (model === 'cmyk' || !header.hasAlpha))
  return hasSpots && !asItIs ? refusal(able, 'extra channels', { of: 'extra-channels', format: named }) : null
}

function refusal({ name }: Abilities, what: string, obstacle: ConversionError['obstacle']): ConversionError {
  const message =
    name === abilities.tiff.name
      ? `TIFF cannot hold this picture as chosen: it would have ${what}, which are not converted. Choose the original profile and depth.`
      : `${name} cannot hold this picture: it would have ${what}. Choose TIFF.`
  return { code: 'output-format', message, obstacle }
}

interface Colours extends Pick<Conversion, 'profile' | 'convertsColours' | 'model'> {
  readonly note: ConversionNote | null
}

function coloursOf(header: ConversionHeader, choice: OutputChoice, able: Abilities): Colours {
  const { model } = samplesOfHeader(header)
  const unheld = !able.models.includes(model) && (model === 'cmyk' || header.hasProfile)
  const chosen = choice.profile === 'original' ? null : choice.profile
  const profile = chosen ?? (unheld ? 'srgb' : null)
  const isThere = model === 'rgb' && header.hasProfile && header.profile === profile
  // Grey that no profile explains is the same in both: their tone curves are.
  if (profile === null || isThere) {
    return { profile: null, convertsColours: false, model: able.models.includes(model) ? model : 'rgb', note: null }
  }
  const isExplained = header.hasProfile && header.profile !== 'unusable'
  const isMeant = !isExplained && (model === 'grey' || (model === 'rgb' && profile === 'srgb'))
  const said = { profile, convertsColours: !isMeant, model: 'rgb' } as const
  if (isMeant) return { ...said, note: null }
  const [from, to] = [modelNames[model], profileNames[profile]]
  if (chosen) {
    const message = `The colours become ${to}, as chosen: the photo’s own samples change, too.`
    return { ...said, note: note('profile', { from, to }, message) }
  }
  const message = `${from} becomes ${to}: ${able.name} cannot hold it.`
  return { ...said, note: note('space', { from, to, format: able.name }, message) }
}

interface Depth extends Pick<Conversion, 'bits' | 'avifBits'> {
  readonly note: ConversionNote | null
}

function depthOf(
  header: ConversionHeader,
  choice: OutputChoice,
  { format, colours }: { readonly format: OutputFormat; readonly colours: Colours },
): Depth {
  const { name, bits: able } = abilities[format]
  const { model, bits: own } = samplesOfHeader(header)
  const choosable = format === 'png' || format === 'tiff'
  const chosen = choosable && choice.depth !== 'original' ? choice.depth : null
  // lcms, as sharp calls it, has no way from deep CMYK but to 8 bits.
  const most = colours.convertsColours && model === 'cmyk' && own === 16 ? 8 : own
  const bits = chosen ?? (able.includes(most) ? most : 8)
  const avifBits = bits === 8 ? 8 : header.bitDepth === 12 ? 12 : 10
  const to = Math.min(format === 'avif' ? avifBits : bits, most)
  const from = own === 16 ? header.bitDepth : own
  if (to >= from || from <= 8) return { bits, avifBits, note: null }
  const because = most < own ? 'conversion' : chosen ? 'choice' : 'format'
  const reason = {
    format: `: ${name} cannot hold more`,
    conversion: ': CMYK is converted with no more',
    choice: ', as chosen',
  }[because]
  const message = `${from} bits per channel become ${to}${reason}.`
  return { bits, avifBits, note: note('depth', { from, to, because, format: name }, message) }
}
