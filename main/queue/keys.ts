import { createHash } from 'node:crypto'
import type { Plan, Rect } from '../../core/geometry'
import type { EngineId } from '../../core/limits'
import type { PhotoFormat } from '../../core/photo'

/** All that decides what is painted. */
export interface PaintKeyParts {
  /** SHA-256 of the photo's bytes, hex. */
  readonly contentHash: string
  readonly plan: Plan
  readonly engine: EngineId
  readonly prompt: string
  readonly n: number
  /** Whether a watermark is painted in. */
  readonly watermark: boolean
}

/** All that decides a file, once its paint is given. */
export interface OutputKeyParts {
  readonly paintKey: string
  readonly format: PhotoFormat
  readonly quality: number | null
  readonly feather: number
  /** The path before a suffix made it unique, absolute. */
  readonly planned: string
}

/** Jobs with the same paint key get the same paint: it is never bought twice. */
export function paintKey({ contentHash, plan, engine, prompt, n, watermark }: PaintKeyParts): string {
  return digest(['paint', 1, contentHash, planParts(plan), engine, prompt, n, ...(watermark ? ['watermark'] : [])])
}

/** Outputs with the same key are the same file: one that exists is not made again. */
export function outputKey({ paintKey, format, quality, feather, planned }: OutputKeyParts): string {
  return digest(['output', 1, paintKey, format, quality, feather, planned])
}

/** A plan as a list, so that the order of an object's keys does not matter. */
function planParts({ photo, canvas, original, output, passes }: Plan): unknown {
  return [
    [photo.width, photo.height],
    [canvas.width, canvas.height],
    [original.left, original.top],
    [output.width, output.height],
    passes.map(({ input, result, ratios }) => [
      rectParts(input),
      rectParts(result),
      [ratios.up, ratios.right, ratios.down, ratios.left],
    ]),
  ]
}

function rectParts({ left, top, width, height }: Rect): readonly number[] {
  return [left, top, width, height]
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
