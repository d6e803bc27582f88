import sharp from 'sharp'
import type { Encoding } from '../../core/encoding'
import type { Size } from '../../core/geometry/types'
import type { LocalPainting } from '../../core/local-painting'
import type { OutputFormat } from '../../core/photo'
import {
  avif,
  deep,
  deepAlphaTiff,
  deepTiff,
  heic,
  type Input,
  large,
  plain,
  samplesTiff,
  turned,
} from './memory-photos'

/** A common camera's 24 megapixels, which as the larger ones are composed to 16:9. */
export const common = { width: 6000, height: 4000 }

/** What is composed, and how. */
export interface Case {
  readonly name: string
  readonly photo: Size
  readonly input: Input
  readonly format: OutputFormat
  /** Default: as the format is written usually. */
  readonly encoding?: Partial<Encoding>
  /** Default: a service's render is composed. */
  readonly painter?: LocalPainting
}

/** Every format in and out at 100 megapixels, in the ways that take most. */
export const shallowCases: readonly Case[] = [
  { name: 'JPEG to JPEG', photo: large, input: plain, format: 'jpeg' },
  {
    name: 'progressive JPEG to PNG',
    photo: large,
    input: (jpeg) => sharp(jpeg).jpeg({ progressive: true, quality: 92 }).toBuffer(),
    format: 'png',
  },
  {
    name: 'turned JPEG to TIFF',
    photo: turned,
    input: (jpeg) => sharp(jpeg).withMetadata({ orientation: 6 }).jpeg({ quality: 92 }).toBuffer(),
    format: 'tiff',
  },
  {
    name: 'interlaced PNG to lossless WebP',
    photo: large,
    input: (jpeg) => sharp(jpeg).png({ progressive: true, compressionLevel: 1 }).toBuffer(),
    format: 'webp',
    encoding: { quality: 100 },
  },
  {
    name: 'WebP to WebP',
    photo: large,
    input: (jpeg) => sharp(jpeg).webp({ effort: 2 }).toBuffer(),
    format: 'webp',
  },
  {
    name: 'TIFF with alpha to TIFF of 16 bits',
    photo: large,
    input: (jpeg) => sharp(jpeg).ensureAlpha().tiff({ compression: 'none' }).toBuffer(),
    format: 'tiff',
    encoding: { depth: 16 },
  },
  { name: 'AVIF to AVIF', photo: large, input: avif(8), format: 'avif' },
  { name: 'HEIC to JPEG', photo: large, input: heic(8), format: 'jpeg' },
  { name: 'HEIC with alpha to PNG', photo: large, input: heic(8, { alpha: true }), format: 'png' },
]

/** What a crop leaves of the large one. */
const cut = { width: 12_200, height: 8119 }

export const deepCases: readonly Case[] = [
  { name: 'TIFF to TIFF', photo: large, input: deepTiff, format: 'tiff' },
  {
    name: 'turned TIFF to JPEG',
    photo: turned,
    input: async (jpeg) => (await deep(jpeg)).withMetadata({ orientation: 6 }).tiff({ compression: 'none' }).toBuffer(),
    format: 'jpeg',
  },
  {
    name: 'interlaced PNG to PNG',
    photo: large,
    input: async (jpeg) => (await deep(jpeg)).png({ progressive: true, compressionLevel: 1 }).toBuffer(),
    format: 'png',
  },
  {
    name: 'turned TIFF with alpha to TIFF',
    photo: turned,
    input: async (jpeg) =>
      (await deep(jpeg)).ensureAlpha().withMetadata({ orientation: 6 }).tiff({ compression: 'none' }).toBuffer(),
    format: 'tiff',
  },
  {
    name: 'TIFF with alpha to WebP',
    photo: large,
    input: deepAlphaTiff,
    format: 'webp',
  },
  {
    name: 'TIFF with alpha to AVIF',
    photo: large,
    input: deepAlphaTiff,
    format: 'avif',
  },
  {
    name: 'interlaced PNG with alpha to PNG',
    photo: large,
    input: async (jpeg) => (await deep(jpeg)).ensureAlpha().png({ progressive: true, compressionLevel: 1 }).toBuffer(),
    format: 'png',
  },
  {
    name: 'TIFF with alpha to WebP in another profile',
    photo: large,
    input: deepAlphaTiff,
    format: 'webp',
    encoding: { profile: 'display-p3' },
  },
  {
    name: 'interlaced and turned PNG with alpha to PNG',
    photo: turned,
    input: async (jpeg) =>
      (await deep(jpeg))
        .ensureAlpha()
        .withMetadata({ orientation: 6 })
        .png({ progressive: true, compressionLevel: 1 })
        .toBuffer(),
    format: 'png',
  },
  { name: 'turned CMYK TIFF to TIFF', photo: turned, input: samplesTiff('cmyk', 16), format: 'tiff' },
  { name: 'turned CMYK TIFF to WebP', photo: turned, input: samplesTiff('cmyk', 16), format: 'webp' },
  {
    name: 'turned CMYK TIFF to PNG of 16 bits',
    photo: turned,
    input: samplesTiff('cmyk', 16),
    format: 'png',
    encoding: { depth: 16 },
  },
  {
    name: 'turned CMYK TIFF with alpha to TIFF',
    photo: turned,
    input: samplesTiff('cmyk', 16, true),
    format: 'tiff',
  },
  { name: 'AVIF to AVIF', photo: large, input: avif(10), format: 'avif' },
  { name: 'HEIC to JPEG', photo: large, input: heic(10), format: 'jpeg' },
  { name: 'turned HEIC to JPEG', photo: turned, input: heic(10, { turns: 1 }), format: 'jpeg' },
  { name: 'cut HEIC to JPEG', photo: cut, input: heic(10, { crop: { ...cut, right: -5, down: 8 } }), format: 'jpeg' },
  { name: 'turned AVIF to JPEG', photo: turned, input: avif(10, { turns: 1 }), format: 'jpeg' },
  { name: 'AVIF with alpha to PNG', photo: large, input: avif(10, { alpha: true }), format: 'png' },
]

export const usualCases: readonly Case[] = [
  { name: 'JPEG', photo: common, input: plain, format: 'jpeg' },
  { name: 'WebP', photo: common, input: plain, format: 'webp' },
  { name: 'lossless WebP', photo: common, input: plain, format: 'webp', encoding: { quality: 100 } },
  { name: 'AVIF', photo: common, input: plain, format: 'avif' },
  // Of 100 megapixels the canvas alone is more than what a worker is to take.
  {
    name: 'turned TIFF of floats',
    photo: { width: common.height, height: common.width },
    input: samplesTiff('rgb', 32, false, common),
    format: 'tiff',
  },
  { name: 'TIFF of 16 bits', photo: common, input: deepTiff, format: 'tiff' },
  {
    name: 'TIFF by texture',
    photo: common,
    input: plain,
    format: 'tiff',
    painter: { method: 'texture', effort: 'quality' },
  },
]
