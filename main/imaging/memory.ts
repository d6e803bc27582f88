import type { Conversion } from '../../core/conversion'
import { AppError } from '../../core/errors'
import { areaOf } from '../../core/geometry/rounding'
import { type CheckRenderRequest, type ComposeRequest, uploadEdge } from '../../core/imaging'
import type { OutputFormat, PhotoFormat } from '../../core/photo'
import { convertedLayout, decodedLayout } from './conversion-for'
import { textureCell } from './local/texture/paint'
import { avifGrid, tileSize } from './metadata/avif-grid'
import { type Layout, manyChannels, rasterBytes } from './raster'

/** More than a buffer of Node can hold, bytes (4 GiB), less some room for a header. */
const maxBufferBytes = 2 ** 32 - 2 ** 24

/** Rows that decoders and encoders keep, and what V8 has not collected yet, bytes. */
const overheadBytes = 20e6

/** What parts take that are read from disk and converted, bytes: some are not given back yet. */
const partsBytes = 60e6

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
 * Bytes up to which a photo that is decoded whole is in memory together with its canvas, and samples are encoded in memory
 * whose file may be as long. Up to there a worker stays within what is promised, and is faster than by way of the disk.
 */
export const inMemory = { decoding: 1.4e9, encoding: 64e6 } as const satisfies InMemory

/** What goes by way of the disk beyond so many bytes. */
export interface InMemory {
  readonly decoding: number
  readonly encoding: number
}

/** Whether a photo that its decoder does not give row by row goes by way of the disk before its canvas is made. */
export function isDecodedApart(photo: PhotoWeight, canvas: Layout, most: number = inMemory.decoding): boolean {
  const placing = placingBytes(photo)
  return placing > 0 && placing + rasterBytes(canvas) > most
}

/** What is kept of a photo while it is placed on its canvas, bytes. */
function placingBytes(photo: PhotoWeight): number {
  const { remaining, apart } = decodingBytes(photo)
  return photo.layout.channels < manyChannels ? remaining : Math.max(remaining, apart + rasterBytes(photo.layout))
}

/** The most that composing takes at once, bytes. */
export function composeBytes(
  request: ComposeRequest,
  photo: PhotoWeight,
  conversion: Conversion,
  renderPixels: number,
): number {
  const onCanvas: Layout = { ...decodedLayout(photo.layout, conversion), ...request.plan.canvas }
  const canvas = rasterBytes(onCanvas)
  const isFromRenders = request.surroundings.kind === 'renders'
  const rendering = isFromRenders ? renderPixels * renderPixelBytes + matchingBytes : 0
  const { opening, apart } = decodingBytes(photo)
  const kept = photo.isLetGo ? 0 : photo.fileBytes
  const decoded = isDecodedApart(photo, onCanvas) ? Math.max(apart, canvas) : placingBytes(photo) + canvas
  const decoding = Math.max(photo.fileBytes + opening, kept + decoded)
  const painting = canvas * (1 + paintingShare) + rendering + texturingBytes(request, photo.layout)
  const { direct, apart: asParts } = convertingBytes(request, onCanvas, conversion)
  const converting = isConvertedApart(request, onCanvas, conversion) ? asParts + partsBytes : direct
  return Math.round(overheadBytes + Math.max(decoding, painting, converting))
}

/**
 * Whether a painted canvas is converted by way of the disk: what becomes of it is larger than it, so that both are there, or
 * smaller, so that its encoder has less memory than it could.
 * @param onCanvas what the photo was decoded to.
 */
export function isConvertedApart(
  request: ComposeRequest,
  onCanvas: Layout,
  conversion: Conversion,
  most: number = inMemory.decoding,
): boolean {
  const { direct, apart } = convertingBytes(request, onCanvas, conversion)
  return direct > most && apart < direct
}

/** The most that converting and encoding take, bytes: in memory, or with the picture converted by way of the disk. */
function convertingBytes(request: ComposeRequest, onCanvas: Layout, conversion: Conversion) {
  const canvas = rasterBytes(onCanvas)
  const converted = convertedLayout(onCanvas, conversion)
  // Colours but those of CMYK are converted in all the bits that there are.
  const isDeep = conversion.convertsColours && onCanvas.model !== 'cmyk' && onCanvas.bits > converted.bits
  const made = rasterBytes(isDeep ? { ...converted, bits: onCanvas.bits } : converted)
  const encoding = copyBytes(request, converted, conversion) + encodingBytes(request, converted)
  // What is no larger than the canvas takes its place.
  const direct = made > canvas ? Math.max(canvas + made, made + encoding) : canvas + encoding
  return { direct, apart: Math.max(canvas, rasterBytes(converted) + encoding) }
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

/** What a decoder takes before it gives anything, bytes, and what is kept of the photo while it does: turned, or as it is stored. */
interface Decoding {
  readonly opening: number
  readonly remaining: number
  readonly apart: number
}

function decodingBytes({ layout, format, fileBytes, tilePixels, isTurned, isProgressive }: PhotoWeight): Decoding {
  const pixels = areaOf(layout)
  const depth = layout.bits === 8 ? 'shallow' : 'deep'
  const whole = rasterBytes(layout)
  if (format === 'avif') {
    const opening = tilePixels === null ? 0 : whole
    return { opening: opening + (tilePixels ?? pixels) * decoderBytes.avif[depth], remaining: whole, apart: whole }
  }
  if (format === 'heic') {
    const kind = depth === 'deep' && layout.hasAlpha ? 'deepAlpha' : depth
    // Its file is copied into the decoder's own memory.
    const opening = whole + fileBytes + (tilePixels ?? pixels) * decoderBytes.heic[kind]
    return { opening, remaining: whole, apart: whole }
  }
  // All coefficients of a JPEG, two bytes each; all rows of a PNG.
  const rows = !isProgressive ? 0 : format === 'jpeg' ? 2 * whole : whole
  const apart = format === 'webp' ? pixels * decoderBytes.webp : rows
  return { opening: 0, remaining: (isTurned ? whole : 0) + apart, apart }
}

/** What a copy of the picture takes that is encoded instead of it, bytes; 0 where it is encoded itself. */
function copyBytes({ plan, format, encoding }: ComposeRequest, converted: Layout, { flatten }: Conversion): number {
  const { canvas, output } = plan
  const changes = flatten || output.width !== canvas.width || output.height !== canvas.height
  const isStreamed = format === 'webp' && encoding.quality === 100 && streamsWebp(areaOf(output))
  const isWhole = encoding.sharpen > 0 || format === 'avif' || isStreamed
  return changes && isWhole ? rasterBytes({ ...converted, ...output }) : 0
}

function encodingBytes({ plan, format, encoding }: ComposeRequest, layout: Layout): number {
  const pixels = areaOf(plan.output)
  // What cannot be compressed is as long as it was.
  const inFile = () =>
    rasterBytes({ ...layout, ...plan.output }) > inMemory.encoding ? 0 : (layout.channels * layout.bits) / 8
  const perPixel: Readonly<Record<OutputFormat, () => number>> = {
    jpeg: () => (optimisesJpeg(pixels) ? encoderBytes.jpeg.optimised : encoderBytes.jpeg.plain),
    png: inFile,
    tiff: inFile,
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

/** An AVIF is encoded tile by tile, and its file is there meanwhile. */
function tilesBytes({ output }: ComposeRequest['plan'], { hasAlpha }: Layout, perPixel: number): number {
  const grid = avifGrid(output, hasAlpha)
  if (grid.columns * grid.rows === 1) return areaOf(output) * perPixel
  const file = encoderBytes.avif.file + (hasAlpha ? encoderBytes.avif.alphaFile : 0)
  return areaOf(tileSize(grid)) * perPixel + areaOf(output) * file
}

/**
 * Refuses what does not fit into memory, before it is tried.
 * @param onCanvas what the photo is decoded to.
 * @param needed bytes.
 * @param limit bytes that one compose may take.
 * @throws {AppError} `limit-memory`; `image-too-large` when the photo alone is too much, whatever its canvas
 */
export function checkMemory(
  { source }: ComposeRequest,
  photo: PhotoWeight,
  onCanvas: Layout,
  { needed, limit }: { readonly needed: number; readonly limit: number },
): void {
  if (needed <= limit && rasterBytes(onCanvas) <= maxBufferBytes) return
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
  const opening = overheadBytes + photo.fileBytes + decodingBytes(photo).opening
  if (opening > limit) {
    const { width, height } = photo.layout
    const message = `The photo ${source} is too large for this machine: to open ${width} × ${height} px of ${photo.format.toUpperCase()} takes ${gigabytes(opening)} of memory, and ${gigabytes(limit)} can be used. Save it as JPEG or TIFF first.`
    throw new AppError('image-too-large', message)
  }
  const { width, height } = onCanvas
  const message = `The photo ${source} cannot be composed on this machine: a canvas of ${width} × ${height} takes ${gigabytes(needed)} of memory, and ${gigabytes(Math.min(limit, maxBufferBytes))} can be used. Choose a smaller canvas.`
  throw new AppError('limit-memory', message)
}
