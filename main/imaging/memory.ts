import { AppError } from '../../core/errors'
import { areaOf } from '../../core/geometry/rounding'
import type { Size } from '../../core/geometry/types'
import { type CheckRenderRequest, type ComposeRequest, type PrepareRequest, uploadEdge } from '../../core/imaging'
import type { OutputFormat } from '../../core/photo'

/** More than a buffer of Node can hold, bytes (4 GiB), less some room for a header. */
const maxBufferBytes = 2 ** 32 - 2 ** 24

/** Share of the canvas' own bytes that the soft pictures of the painting take. */
const paintingShare = 0.15

/** What the encoders take for each px of the output, bytes; measured with 24 and 118 megapixels. */
const encoderBytes: Readonly<Record<OutputFormat, number>> = { jpeg: 11, png: 3, tiff: 3, webp: 14, avif: 38 }

/** Output px up to which a JPEG's tables are optimised, which takes the whole picture's coefficients into memory. */
const optimisedPixels = 64_000_000

/** Whether a JPEG of so many px is worth its optimised tables: they save some 5 % of the file for 11 bytes a px. */
export function optimisesJpeg(pixels: number): boolean {
  return pixels <= optimisedPixels
}

/** Px of a render that are reckoned with before it is opened: services return what they are given room for. */
const renderPixels = uploadEdge ** 2

/** What a px of a render takes while it is converted to the photo's colours, bytes: 8-bit sRGB and twice 16 bits. */
const renderPixelBytes = 15

/** What a px of an upload takes, bytes: with alpha, in 16 bits, converted, and what its encoder takes. */
const uploadPixelBytes = 30

/** What a px of a photo takes that has to be decoded whole to be reduced, bytes. */
const photoPixelBytes = 4

/** What is known of a compose before its photo is opened. */
type ComposeSize = Pick<ComposeRequest, 'plan' | 'format' | 'surroundings'>

/** The most that composing takes, bytes, when a px takes `pixelBytes`. */
export function composeBytes({ plan, format, surroundings }: ComposeSize, pixelBytes: number): number {
  const { canvas, output } = plan
  const outputPixels = areaOf(output)
  const encoder = format === 'jpeg' && !optimisesJpeg(outputPixels) ? 0 : encoderBytes[format]
  const render = surroundings.kind === 'renders' ? openRenderBytes(canvas) : 0
  return Math.round(areaOf(canvas) * pixelBytes * (1 + paintingShare) + render + outputPixels * encoder)
}

/** The most that preparing takes, bytes. */
export function prepareBytes({ plan, edge, renders }: PrepareRequest): number {
  const render = renders.length > 0 ? openRenderBytes(plan.canvas) : 0
  return areaOf(plan.photo) * photoPixelBytes + edge ** 2 * uploadPixelBytes + render
}

/** The most that checking a render takes, bytes: WebP is decoded whole. */
export function checkRenderBytes({ result }: CheckRenderRequest): number {
  return Math.min(areaOf(result), renderPixels) * photoPixelBytes
}

/** One render at a time is open, never more of it than it covers. */
function openRenderBytes(canvas: Size): number {
  return Math.min(areaOf(canvas), renderPixels) * renderPixelBytes
}

/**
 * Refuses what does not fit into memory, before it is tried.
 * @param limit bytes that one compose may take.
 * @throws {AppError} `limit-memory`
 */
export function checkMemory(request: ComposeRequest, pixelBytes: number, limit: number): void {
  const needed = composeBytes(request, pixelBytes)
  if (needed <= limit && areaOf(request.plan.canvas) * pixelBytes <= maxBufferBytes) return
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
  const { width, height } = request.plan.canvas
  const message = `The photo ${request.source} cannot be composed on this machine: a canvas of ${width} × ${height} takes ${gigabytes(needed)} of memory, and ${gigabytes(Math.min(limit, maxBufferBytes))} can be used. Choose a smaller canvas.`
  throw new AppError('limit-memory', message)
}
