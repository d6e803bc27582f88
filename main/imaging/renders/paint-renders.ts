import { AppError } from '../../../core/errors'
import type { Pass, Rect } from '../../../core/geometry/types'
import { lookOf } from '../colour/look'
import type { Pace } from '../pace'
import type { Raster } from '../raster'
import { openRender } from './open-render'
import { paintRender } from './paint'
import { regionsOf } from './regions'
import { undriftInk } from './undrift-ink'

/** What a canvas is filled with, from the photo outward. Places are px of the canvas, the photo may reach beyond it. */
export interface Painting {
  readonly photo: Rect
  readonly passes: readonly Pick<Pass, 'input' | 'result'>[]
  /** Absolute paths, one for each pass. */
  readonly renders: readonly string[]
  /** The photo's ICC profile. */
  readonly profile: Buffer | null
  /** How far differences along the border are carried outward, px: see `paintRender`. */
  readonly feather: number
}

/** What is known of a canvas once it is painted. */
export interface Painted {
  /** The least resolution of the renders as a fraction of the canvas'. */
  readonly effectiveScale: number
  /** How far the colours of renders had drifted, at most: see `ComposeResult`. */
  readonly drift: number | null
}

/**
 * Paints pass after pass, each around what is known by then: so the finer renders of earlier passes stay in front. Where
 * tiles overlap they are blended.
 * @param share how much of the whole task this is, `[from, to]` of 0..1.
 * @throws {AppError} `download-broken`, `cancelled`
 */
export async function paintRenders(
  canvas: Raster,
  { photo, passes, renders, profile, feather }: Painting,
  pace: Pace,
  [from, to]: readonly [number, number],
): Promise<Painted> {
  const isInk = canvas.model === 'cmyk'
  const look = isInk ? null : await lookOf(canvas, profile, pace)
  let effectiveScale = Number.POSITIVE_INFINITY
  let drift: number | null = null
  for (const [i, { input, result }] of passes.entries()) {
    const end = from + ((to - from) * (i + 1)) / passes.length
    const start = from + ((to - from) * i) / passes.length
    const { raster, srgb, size } = await openRender(renders[i] ?? '', result, { ...canvas, profile }, pace)
    const painted = passes.slice(0, i).map((before) => before.result)
    const regions = regionsOf(input, result, photo, painted)
    const layer = { render: raster, input, result }
    const ink = isInk ? await undriftInk(canvas, layer, srgb, profile, pace, [start, start]) : null
    const shown = { ...layer, render: ink?.render ?? raster }
    const drifted =
      (await paintRender(canvas, shown, regions, { feather, look }, pace, [start, end])) ?? ink?.drift ?? null
    if (drifted !== null) drift = Math.max(drift ?? 0, drifted)
    effectiveScale = Math.min(effectiveScale, size.width / result.width)
  }
  return { effectiveScale, drift }
}

/** @throws {AppError} `bad-request` unless there is a render for each of the passes. */
export function checkRenders(source: string, renders: readonly string[], passes: number): void {
  if (renders.length === passes) return
  const message = `Expected ${passes} painted pictures for ${source}, one for each pass, got ${renders.length}.`
  throw new AppError('bad-request', message)
}
