import { AppError } from '../../core/errors'
import type { Plan } from '../../core/geometry/types'
import type { ComposeRequest } from '../../core/imaging'
import type { PhotoFormat } from '../../core/photo'

/** More than a buffer of Node can hold, bytes (4 GiB), less some room for a header. */
const maxBufferBytes = 2 ** 32 - 2 ** 24

/** Share of the canvas' own bytes that the soft pictures of the painting take. */
const paintingShare = 0.15

/** What the encoders take for each px of the output, bytes; measured with 24 and 118 megapixels. */
const encoderBytes: Readonly<Record<PhotoFormat, number>> = { jpeg: 11, png: 3, tiff: 3, webp: 14, avif: 38 }

/** Output px up to which a JPEG's tables are optimised, which takes the whole picture's coefficients into memory. */
const optimisedPixels = 64_000_000

/** Whether a JPEG of so many px is worth its optimised tables: they save some 5 % of the file for 11 bytes a px. */
export function optimisesJpeg(pixels: number): boolean {
  return pixels <= optimisedPixels
}

/** The most that composing takes, bytes, when a px takes `pixelBytes`. */
export function composeBytes({ plan, format }: Pick<ComposeRequest, 'plan' | 'format'>, pixelBytes: number): number {
  const { canvas, output } = plan
  const canvasPixels = canvas.width * canvas.height
  const outputPixels = output.width * output.height
  const encoder = format === 'jpeg' && !optimisesJpeg(outputPixels) ? 0 : encoderBytes[format]
  return Math.round(canvasPixels * pixelBytes * (1 + paintingShare) + outputPixels * encoder)
}

/**
 * Refuses what does not fit into memory, before it is tried.
 * @param limit bytes that one compose may take.
 * @throws {AppError} `limit-memory`
 */
export function checkMemory(request: ComposeRequest, pixelBytes: number, limit: number): void {
  const needed = composeBytes(request, pixelBytes)
  if (needed <= limit && canvasBytes(request.plan, pixelBytes) <= maxBufferBytes) return
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
  const { width, height } = request.plan.canvas
  const message = `The photo ${request.source} cannot be composed on this machine: a canvas of ${width} × ${height} takes ${gigabytes(needed)} of memory, and ${gigabytes(Math.min(limit, maxBufferBytes))} can be used. Choose a smaller canvas.`
  throw new AppError('limit-memory', message)
}

function canvasBytes({ canvas }: Plan, pixelBytes: number): number {
  return canvas.width * canvas.height * pixelBytes
}
