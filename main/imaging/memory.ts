import { AppError } from '../../core/errors'
import { areaOf } from '../../core/geometry/rounding'
import type { Size } from '../../core/geometry/types'
import { type CheckRenderRequest, type ComposeRequest, uploadEdge } from '../../core/imaging'
import type { OutputFormat, PhotoFormat } from '../../core/photo'
import { textureCell } from './local/texture/paint'
import { avifGrid, tileSize } from './metadata/avif-grid'
import { type Layout, rasterBytes } from './raster'

/** More than a buffer of Node can hold, bytes (4 GiB), less some room for a header. */
const maxBufferBytes = 2 ** 32 - 2 ** 24

/** Rows that decoders and encoders keep, and what V8 has not collected yet, bytes. */
const overheadBytes = 20e6

/** Share of the canvas' own bytes that the soft pictures of the painting take. */
const paintingShare = 0.15

/** What matching renders takes beside them, bytes: reduced pictures of the known area and of the result. */
const matchingBytes = 60e6

/** Output px up to which encoders get what makes files a little smaller or finer, and takes much memory. */
const generousPixels = 64_000_000

/** Whether a JPEG of so many px is worth its optimised tables: they save some 5 % of the file for 11 bytes a px. */
export function optimisesJpeg(pixels: number): boolean {
  return pixels <= generousPixels
}

/**
 * Whether a WebP of so many px is worth chroma that is reduced with care, sharper red edges for 8 bytes a px, and a second
 * look at each block: 1 % of the file for 5 bytes a px, and 15 times as long.
 */
export function refinesWebp(pixels: number): boolean {
  return pixels <= generousPixels
}

/** Px up to which a lossless WebP is left to libwebp, which takes some 33 bytes a px. */
const libwebpPixels = 32_000_000

/** Whether a lossless WebP of so many px is written without libwebp. */
export function streamsWebp(pixels: number): boolean {
  return pixels > libwebpPixels
}

/** What encoders take for each px of the output beside the samples, bytes; measured with 24 and 118 megapixels. */
const encoderBytes = {
  jpeg: { plain: 1.5, optimised: 13.5 },
  webp: { plain: 5.5, careful: 17, lossless: 33.5 },
  avif: { shallow: 38, deep: 56, alpha: 21, file: 1, alphaFile: 0.5 },
} as const

/**
 * What decoders take for each px of the photo, or of the tile, that they cannot give row by row, bytes; measured with 100
 * megapixels. That of AVIF, with 4:4:4: 11 of them are what its decoder notes for each block.
 */
const decoderBytes = {
  webp: 4.4,
  avif: { shallow: 18.4, deep: 24.5 },
  heic: { shallow: 6.5, deep: 13, deepAlpha: 21.5 },
} as const

/** What a px of a render takes while it is converted to the photo's colours, bytes: 8-bit sRGB and twice 16 bits. */
const renderPixelBytes = 15

/** What a cell takes whose texture is continued, bytes: floats of what is worked on, and where its patch comes from. */
const textureCellBytes = { all: 20, channel: 6 * 4 } as const

/** What a px of an upload takes, bytes: with alpha, in 16 bits, converted, and what its encoder takes. */
const uploadPixelBytes = 30

/** What a px of a render takes that has to be decoded whole, bytes. */
const checkedPixelBytes = 4

/** What of a photo decides about the memory that it takes. */
export interface PhotoWeight {
  readonly layout: Layout
  readonly format: PhotoFormat
  /** Of its file, while that is in memory; 0 when it is decoded from disk. */
  readonly fileBytes: number
  /** Whether a compose lets go of it before it is decoded. */
  readonly isLetGo: boolean
  /** Px of the tiles that it is decoded by; null where it is decoded as a whole. */
  readonly tilePixels: number | null
  /** Turned by its orientation. */
  readonly isTurned: boolean
  /** Progressive or interlaced: the first row is known last. */
  readonly isProgressive: boolean
  /** Whether it is a WebP that is coded without loss. */
  readonly isLossless: boolean
}

/**
 * Bytes of a photo that is decoded whole and of its canvas together, from which on they are not in memory at once. Below
 * it a worker stays within what is promised, and is faster.
 */
const apartBytes = 1.4e9

/**
 * Whether a photo goes by way of the disk before its canvas is made: turned, interlaced, and large. Not of grey, CMYK and
 * floats, nor where what is decoded is not the photo's own file.
 */
export function isDecodedApart(
  { layout, format, isTurned, isProgressive }: Pick<PhotoWeight, 'layout' | 'format' | 'isTurned' | 'isProgressive'>,
  canvas: Size,
): boolean {
  const isPlain = layout.model === 'rgb' && layout.bits !== 32 && layout.channels <= 4
  const isWhole = (format === 'tiff' || format === 'png') && (isTurned || isProgressive)
  return isPlain && isWhole && rasterBytes(layout) + rasterBytes({ ...layout, ...canvas }) > apartBytes
}

/** The most that composing takes at once, bytes. */
export function composeBytes(request: ComposeRequest, photo: PhotoWeight, renderPixels: number): number {
  const { plan } = request
  const canvas = rasterBytes({ ...photo.layout, ...plan.canvas })
  const isFromRenders = request.surroundings.kind === 'renders'
  const rendering = isFromRenders ? renderPixels * renderPixelBytes + matchingBytes : 0
  const { opening, remaining } = decodingBytes(photo)
  const kept = photo.isLetGo ? 0 : photo.fileBytes
  const onCanvas = isDecodedApart(photo, plan.canvas) ? Math.max(remaining, canvas) : remaining + canvas
  const decoding = Math.max(photo.fileBytes + opening, kept + onCanvas)
  const painting = canvas * (1 + paintingShare) + rendering + texturingBytes(request, photo.layout)
  const encoding = canvas + copyBytes(request, photo.layout) + encodingBytes(request, photo.layout)
  return Math.round(overheadBytes + Math.max(decoding, painting, encoding))
}

/** What is worked on while an upload is prepared. */
export interface Preparing {
  readonly photo: PhotoWeight
  /** Px of what has to be composed at the size of the upload, the upload itself among it. */
  readonly pixels: number
  /** Px of the largest render of the passes before; 0 when there is none. */
  readonly renderPixels: number
}

/** The most that preparing takes at once, bytes. */
export function prepareBytes({ photo, pixels, renderPixels }: Preparing): number {
  const rendering = renderPixels > 0 ? renderPixels * renderPixelBytes + matchingBytes : 0
  const { opening, remaining } = decodingBytes(photo)
  const decoding = photo.fileBytes + Math.max(opening, remaining)
  return overheadBytes + decoding + pixels * uploadPixelBytes + rendering
}

/** The most that checking a render takes, bytes: WebP is decoded whole. */
export function checkRenderBytes({ result }: CheckRenderRequest): number {
  return Math.min(areaOf(result), uploadEdge ** 2) * checkedPixelBytes
}

/** What continuing a photo's texture takes, bytes: pictures of the canvas in cells, and the same ever coarser. */
function texturingBytes({ surroundings, plan }: ComposeRequest, { channels }: Layout): number {
  if (surroundings.kind !== 'local' || surroundings.method !== 'texture') return 0
  const { canvas, photo, original } = plan
  const cell = textureCell(canvas, { ...photo, ...original }, surroundings.effort)
  if (cell === null) return 0
  const bytes = textureCellBytes.all + textureCellBytes.channel * channels
  return ((areaOf(canvas) / cell ** 2) * bytes * 4) / 3
}

/** What a decoder takes before it gives anything, bytes, and what it keeps of the photo while it does. */
interface Decoding {
  readonly opening: number
  readonly remaining: number
}

function decodingBytes({ layout, format, fileBytes, tilePixels, isTurned, isProgressive }: PhotoWeight): Decoding {
  const pixels = areaOf(layout)
  const depth = layout.bits === 8 ? 'shallow' : 'deep'
  const whole = rasterBytes(layout)
  if (format === 'avif') {
    const opening = tilePixels === null ? 0 : whole
    return { opening: opening + (tilePixels ?? pixels) * decoderBytes.avif[depth], remaining: whole }
  }
  if (format === 'heic') {
    const kind = depth === 'deep' && layout.hasAlpha ? 'deepAlpha' : depth
    // Its file is copied into the decoder's own memory.
    return { opening: whole + fileBytes + (tilePixels ?? pixels) * decoderBytes.heic[kind], remaining: whole }
  }
  // All coefficients of a JPEG, two bytes each; all rows of a PNG.
  const rows = !isProgressive ? 0 : format === 'jpeg' ? 2 * whole : whole
  const kept = format === 'webp' ? pixels * decoderBytes.webp : rows
  return { opening: 0, remaining: (isTurned ? whole : 0) + kept }
}

/** What the copy of the canvas takes that is encoded, bytes; 0 where it is encoded itself. */
function copyBytes({ plan, encoding }: ComposeRequest, layout: Layout): number {
  const { model, bits, channels } = layout
  const isPlain = model !== 'cmyk' && bits !== 32 && channels <= 4
  const isKept = encoding.profile === 'original' && encoding.depth === 'original' && encoding.sharpen === 0
  if (isPlain && isKept) return 0
  // At most: grey that becomes RGB, in as many bits as are asked for.
  const most: Layout = {
    ...layout,
    ...plan.canvas,
    channels: channels + (model === 'grey' ? 2 : 0),
    bits: encoding.depth === 16 && bits === 8 ? 16 : bits,
  }
  return rasterBytes(most)
}

function encodingBytes({ plan, format, encoding }: ComposeRequest, layout: Layout): number {
  const pixels = areaOf(plan.output)
  const perPixel: Readonly<Record<OutputFormat, () => number>> = {
    jpeg: () => (optimisesJpeg(pixels) ? encoderBytes.jpeg.optimised : encoderBytes.jpeg.plain),
    // What cannot be compressed is as long as it was.
    png: () => (layout.channels * layout.bits) / 8,
    tiff: () => (layout.channels * layout.bits) / 8,
    webp() {
      // What cannot be compressed is as long as it was, if streamed.
      if (encoding.quality === 100) return streamsWebp(pixels) ? layout.channels : encoderBytes.webp.lossless
      return refinesWebp(pixels) ? encoderBytes.webp.careful : encoderBytes.webp.plain
    },
    avif: () =>
      (layout.bits === 8 ? encoderBytes.avif.shallow : encoderBytes.avif.deep) +
      (layout.hasAlpha ? encoderBytes.avif.alpha : 0),
  }
  if (format === 'avif') return tilesBytes(plan, layout, perPixel.avif())
  return pixels * perPixel[format]()
}

/** An AVIF is encoded tile by tile, and its file is there meanwhile; so is the resampled picture, if it is resampled. */
function tilesBytes({ canvas, output }: ComposeRequest['plan'], layout: Layout, perPixel: number): number {
  const grid = avifGrid(output)
  const tile = tileSize(grid)
  if (grid.columns * grid.rows === 1) return areaOf(output) * perPixel
  const isResampled = output.width !== canvas.width || output.height !== canvas.height
  const resampled = isResampled ? rasterBytes({ ...layout, ...output }) : 0
  const file = encoderBytes.avif.file + (layout.hasAlpha ? encoderBytes.avif.alphaFile : 0)
  return resampled + areaOf(tile) * perPixel + areaOf(output) * file
}

/**
 * Refuses what does not fit into memory, before it is tried.
 * @param needed bytes.
 * @param limit bytes that one compose may take.
 * @throws {AppError} `limit-memory`
 */
export function checkMemory({ source, plan }: ComposeRequest, layout: Layout, needed: number, limit: number): void {
  if (needed <= limit && rasterBytes({ ...layout, ...plan.canvas }) <= maxBufferBytes) return
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
  const { width, height } = plan.canvas
  const message = `The photo ${source} cannot be composed on this machine: a canvas of ${width} × ${height} takes ${gigabytes(needed)} of memory, and ${gigabytes(Math.min(limit, maxBufferBytes))} can be used. Choose a smaller canvas.`
  throw new AppError('limit-memory', message)
}
