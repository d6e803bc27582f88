import { AppError } from '../../core/errors'
import type { Plan } from '../../core/geometry/types'

/** More than a buffer of Node can hold, bytes (4 GiB), less some room for a header. */
const maxBufferBytes = 2 ** 32 - 2 ** 24

/** What is needed for each byte of the canvas besides its samples: the soft pictures of the painting, and the encoded file. */
const besides = 0.75

/** The most that composing one plan takes, bytes, when a px takes `pixelBytes`. */
export function composeBytes({ photo, canvas, output }: Plan, pixelBytes: number): number {
  const resized = output.width === canvas.width && output.height === canvas.height ? 0 : output.width * output.height
  const pixels = photo.width * photo.height + canvas.width * canvas.height * (1 + besides) + resized
  return Math.round(pixels * pixelBytes)
}

/**
 * Refuses what does not fit into memory, before it is tried.
 * @param limit bytes that one compose may take.
 * @throws {AppError} `limit-memory`
 */
export function checkMemory(path: string, plan: Plan, pixelBytes: number, limit: number): void {
  const needed = composeBytes(plan, pixelBytes)
  const canvas = plan.canvas.width * plan.canvas.height * pixelBytes
  if (needed <= limit && canvas <= maxBufferBytes) return
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
  const { width, height } = plan.canvas
  const message = `The photo ${path} cannot be composed on this machine: a canvas of ${width} × ${height} takes ${gigabytes(needed)} of memory, and ${gigabytes(Math.min(limit, maxBufferBytes))} can be used. Choose a smaller canvas.`
  throw new AppError('limit-memory', message)
}
