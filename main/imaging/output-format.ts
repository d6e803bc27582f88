import { AppError } from '../../core/errors'
import type { Size } from '../../core/geometry/types'
import type { OutputFormat } from '../../core/photo'
import { type ColourModel, colourChannels, type Layout, type SampleBits } from './raster'

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

/** How a picture's samples become what a format holds. */
export interface Conversion {
  /** CMYK, or grey with a profile, become sRGB by their profile. */
  readonly toSrgb: boolean
  /** 16 bits per sample become 8. */
  readonly toEightBits: boolean
  /** Transparency is laid on white. */
  readonly flatten: boolean
  /** Bits per sample in an AVIF. */
  readonly avifBits: 8 | 10 | 12
  /** In words for the user. */
  readonly notes: readonly string[]
}

/** What of a photo's header decides about conversions. */
export interface ColourHeader {
  readonly hasProfile: boolean
  readonly bitsPerSample?: number | undefined
}

/**
 * What must be converted so that `format` can hold a picture.
 * @throws {AppError} `output-format` when it cannot.
 */
export function conversionFor(layout: Layout, header: ColourHeader, format: OutputFormat, size: Size): Conversion {
  const able = abilities[format]
  refuseWhatCannotBe(layout, able, size)
  const toSrgb = !able.models.includes(layout.model) && (layout.model === 'cmyk' || header.hasProfile)
  const toEightBits = layout.bits === 16 && (!able.bits.includes(16) || toSrgb)
  const flatten = layout.hasAlpha && !able.alpha
  const avifBits = layout.bits === 8 || toEightBits ? 8 : header.bitsPerSample === 12 ? 12 : 10
  const fewerBits = toEightBits ? 8 : avifBits
  const losesBits = toEightBits || (format === 'avif' && layout.bits === 16 && header.bitsPerSample !== avifBits)

  const notes: string[] = []
  if (toSrgb) notes.push(`${layout.model === 'cmyk' ? 'CMYK' : 'Grey'} became sRGB: ${able.name} cannot hold it.`)
  if (losesBits)
    notes.push(`16 bits per channel became ${fewerBits}: ${able.name} cannot hold more${toSrgb ? ' here' : ''}.`)
  if (flatten) notes.push(`Transparency became white: ${able.name} cannot hold it.`)
  return { toSrgb, toEightBits, flatten, avifBits, notes }
}

function refuseWhatCannotBe(layout: Layout, able: Abilities, { width, height }: Size): void {
  if (Math.max(width, height) > able.maxSide) {
    throw refusal(able, `${width} × ${height} px, and ${able.name} ends at ${able.maxSide} px a side`)
  }
  if (layout.bits === 32 && !able.bits.includes(32)) throw refusal(able, '32-bit floating-point samples')
  const extra = layout.channels - colourChannels[layout.model]
  const hasSpots = extra > 1 || (extra === 1 && (layout.model === 'cmyk' || !layout.hasAlpha))
  if (hasSpots && able !== abilities.tiff) throw refusal(able, 'extra channels')
}

function refusal({ name }: Abilities, what: string): AppError {
  return new AppError('output-format', `${name} cannot hold this picture: it would have ${what}. Choose TIFF.`)
}
