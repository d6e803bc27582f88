import { createHash } from 'node:crypto'
import { defaultEncoding, type Encoding, encodingSchema } from '../../core/encoding'
import type { Plan, Rect } from '../../core/geometry'
import type { EngineId } from '../../core/limits'
import { firstLocalPainting, type LocalPainting } from '../../core/local-painting'
import type { OutputFormat } from '../../core/photo'

/** All that decides what is painted. */
export interface PaintKeyParts {
  /** SHA-256 of the photo's bytes, hex. */
  readonly contentHash: string
  readonly plan: Plan
  readonly engine: EngineId
  /** Counts for the local engine only. */
  readonly local: LocalPainting
  readonly prompt: string
  readonly n: number
  /** Whether a watermark is painted in. */
  readonly watermark: boolean
}

/** All that decides a file, once its paint is given. */
export interface OutputKeyParts {
  readonly paintKey: string
  readonly format: OutputFormat
  readonly encoding: Encoding
  readonly feather: number
  /** The path before a suffix made it unique, absolute. */
  readonly planned: string
}

/** Jobs with the same paint key get the same paint: it is never bought twice. */
export function paintKey({ contentHash, plan, engine, local, prompt, n, watermark }: PaintKeyParts): string {
  const parts = ['paint', 1, contentHash, planParts(plan), engine, prompt, n]
  return digest([...parts, ...(watermark ? ['watermark'] : []), ...(engine === 'local' ? localParts(local) : [])])
}

/** Nothing for what was the only way once, so that files made then keep their keys. */
function localParts({ method, effort }: LocalPainting): readonly string[] {
  return method === firstLocalPainting.method ? [] : [method, effort]
}

/** Outputs with the same key are the same file: one that exists is not made again. */
export function outputKey({ paintKey, format, encoding, feather, planned }: OutputKeyParts): string {
  const { quality, ...others } = encodingSchema.parse(encoding)
  const parts = ['output', 1, paintKey, format, quality, feather, planned]
  return digest([...parts, ...chosenParts(others)])
}

/** What is not as it is by itself, in the order of its names: a choice that is added later changes no key. */
function chosenParts(encoding: Omit<Encoding, 'quality'>): readonly unknown[] {
  return Object.entries(encoding)
    .filter(([name, value]) => defaultEncoding[name as keyof typeof encoding] !== value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
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
