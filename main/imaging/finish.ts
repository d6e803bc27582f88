import type { Channels, Sharp } from 'sharp'
import type { Conversion } from '../../core/conversion'
import type { Encoding } from '../../core/encoding'
import type { Size } from '../../core/geometry/types'
import type { OutputFormat } from '../../core/photo'
import { interleaved, ownBytes, sharpDepths } from './decode'
import type { Pace } from './pace'
import { type Layout, type Raster, samplesOf, vipsSpace } from './raster'
import { fileOfSamples, isPlainSamples } from './samples-file'
import { openPicture } from './sharp'
import { sharpen } from './sharpen'

/** A picture to be written. */
export interface Writing {
  /** With its samples as they are to be written, but for flattening and resampling. */
  readonly canvas: Raster
  readonly conversion: Conversion
  /** The size to be resampled to; the canvas' own when it is to stay. */
  readonly size: Size
  readonly format: OutputFormat
  readonly encoding: Encoding
}

/** A picture as it is written, for encoders that take it row by row. @throws {AppError} `cancelled` */
export async function finishedPicture(writing: Writing, pace: Pace): Promise<Sharp> {
  return writing.encoding.sharpen > 0 ? openRaster(await finishedRaster(writing, pace)) : fitted(writing)
}

/**
 * The samples of a picture as they are written: the canvas' own where nothing is left to do but to sharpen them, which
 * happens where they are.
 * @throws {AppError} `cancelled`
 */
export async function finishedRaster(writing: Writing, pace: Pace): Promise<Raster> {
  const { canvas, conversion, size, encoding } = writing
  const isKept = !conversion.flatten && size.width === canvas.width && size.height === canvas.height
  const raster = isKept ? canvas : await fittedRaster(writing)
  // As the last thing that happens to it.
  if (encoding.sharpen > 0) await sharpen(raster, encoding.sharpen, pace)
  return raster
}

async function fittedRaster(writing: Writing): Promise<Raster> {
  const { canvas, conversion, size } = writing
  const depth = sharpDepths[canvas.bits]
  const channels = canvas.channels - (conversion.flatten ? 1 : 0)
  const layout: Layout = { ...canvas, ...size, channels, hasAlpha: canvas.hasAlpha && !conversion.flatten }
  const picture = () => fitted(writing)
  // sharp's raw output of `b-w` has the first channel only.
  const splits = vipsSpace(layout) === 'b-w' && channels > 1
  const bytes = splits ? await interleaved(picture, layout) : await picture().raw({ depth }).toBuffer()
  return { ...layout, samples: samplesOf(ownBytes(bytes, canvas.bits / 8), canvas.bits) }
}

/**
 * The picture without what the format cannot hold, in its size. It is resampled as its samples are, not in linear light:
 * that keeps dark edges from getting bright seams, and is what other programs do. Alpha is multiplied in meanwhile.
 */
function fitted({ canvas, conversion, size }: Writing): Sharp {
  let picture = openRaster(canvas)
  if (conversion.flatten) picture = picture.flatten({ background: 'white' })
  if (size.width !== canvas.width || size.height !== canvas.height) {
    picture = picture.resize({ ...size, fit: 'fill', kernel: 'lanczos3' })
  }
  return picture
}

/** Samples as sharp takes them, in their own colours: plainly where it knows what they are, else as a file that says so. */
function openRaster(canvas: Raster): Sharp {
  const { width, height, samples } = canvas
  const space = vipsSpace(canvas)
  if (isPlainSamples(canvas)) {
    const channels = canvas.channels as Channels
    return openPicture(samples, { raw: { width, height, channels } }).toColourspace(space)
  }
  const picture = openPicture(fileOfSamples(canvas), { ignoreIcc: true }).toColourspace(space)
  return space === 'cmyk' ? picture.pipelineColourspace(space) : picture
}
