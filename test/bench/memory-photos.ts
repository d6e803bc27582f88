import sharp, { type Sharp } from 'sharp'
import type { Size } from '../../core/geometry/types'
import { numbersEntry } from '../../main/imaging/metadata/ifd'
import { type ColourModel, colourChannels, fullScale, type SampleBits } from '../../main/imaging/raster'
import { samplesFile } from '../../main/imaging/samples-file'
import { type HeicOptions, heicFile, largeTiles, tileOf } from '../fixtures/images/heic'
import { fillRandomly } from '../fixtures/images/pictures'
import { randomBytes } from '../fixtures/images/realistic-photo'
import { withTags } from '../fixtures/images/with-exif'

/** A medium-format camera's 100 megapixels. */
export const large = { width: 12_250, height: 8165 }
export const turned = { width: large.height, height: large.width }

/** How a photo's file is made of a picture as a camera's JPEG. */
export type Input = (jpeg: Buffer) => Promise<Buffer>

/** With bits of its own below a JPEG's, which nothing compresses. */
export async function deep(jpeg: Buffer): Promise<Sharp> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true })
  const below = randomBytes(data.length, 1)
  const samples = new Uint16Array(data.length)
  for (let i = 0; i < samples.length; i++) samples[i] = (data[i] as number) * 256 + (below[i] as number)
  const { width, height } = info
  return sharp(samples, { raw: { width, height, channels: 3 } }).toColourspace('rgb16')
}
export const plain: Input = async (jpeg) => jpeg
export const deepTiff: Input = async (jpeg) => (await deep(jpeg)).tiff({ compression: 'lzw' }).toBuffer()

export const deepAlphaTiff: Input = async (jpeg) =>
  (await deep(jpeg)).ensureAlpha().tiff({ compression: 'none' }).toBuffer()

/** A TIFF of random samples, uncompressed and turned by a quarter. */
export const samplesTiff =
  (model: ColourModel, bits: SampleBits, hasAlpha = false, size: Size = large): Input =>
  async () => {
    const channels = colourChannels[model] + Number(hasAlpha)
    const { file, samples } = samplesFile({ ...size, channels, hasAlpha, model, bits }, null)
    fillRandomly(samples, fullScale(bits))
    return withTags(file, [numbersEntry(274, 'short', [6])])
  }

/** An AVIF or HEIC of 100 megapixels, made of the same tile over and over. */
const ofTiles = (tile: Parameters<typeof heicFile>[1], side: number, options: HeicOptions) => {
  const [columns, rows] = [Math.ceil(large.width / side), Math.ceil(large.height / side)]
  return heicFile({ grid: { columns, rows, ...large }, ...options }, tile)
}
const avifSide = 2048
export const avif =
  (bits: 8 | 10, options: HeicOptions = {}): Input =>
  async (jpeg) => {
    const picture = bits === 8 ? sharp(jpeg) : await deep(jpeg)
    const part = picture.extract({ left: 0, top: 0, width: avifSide, height: avifSide })
    const file = await part.avif({ effort: 0, bitdepth: bits, chromaSubsampling: '4:4:4' }).toBuffer()
    return ofTiles(tileOf(file, avifSide), avifSide, options)
  }
export const heic =
  (bits: 8 | 10, options: HeicOptions = {}): Input =>
  async () =>
    ofTiles(largeTiles[bits], largeTiles[bits].side, options)
