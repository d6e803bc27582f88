import { areaOf } from '../../../core/geometry/rounding'
import type { Pace } from '../pace'
import type { Raster } from '../raster'
import { type Brightness, brightnessOf, type Detail, detailOf, halved } from './brightness'
import { fitDrift } from './drift'
import type { AxisMotion, Layer, Motion } from './layer'
import { type Overlap, reduceOverlap, reduceSeen } from './overlap'
import { type CellMotion, noMotion, registerStep } from './register-step'

/** Looks at both pictures, each time with the render where the look before has found it. */
const mostLooks = 4

/** Steps at each resolution, at most. */
const mostSteps = 6

/** Changes of so few cells end the steps, and the looks. */
const settled = { step: 0.02, look: 0.01 } as const

/** Cells that are looked at, at most: so many find a place to a hundredth of a cell. */
const mostCells = 120_000

/** Cells along the shorter side of the coarsest picture that is looked at, about. */
const coarsestCells = 32

/** What both pictures must have in common, as correlation of their details, to be taken for the same scene. */
const leastLikeness = 0.35

/** The least share of what they do not have in common that a motion has to take away, else it is taken for chance. */
const leastGain = 0.02

/** The most that content is believed to have moved, anywhere in the known area, px of the render, and been stretched. */
const most = { moved: 12, stretched: 0.02 } as const

/**
 * Finds how what a render shows has moved: services repaint what they were given a few px off, and a little wider or
 * narrower. It is found by the detail of both pictures, from coarse to fine, whatever the colours; what was painted
 * differently has little say. A render that shows things where they belong stays there, and so does one in which nothing
 * can be recognised.
 * @param share how much of the whole task this is, `[from, to]` of 0..1.
 * @returns the render where it belongs.
 * @throws {AppError} `cancelled`
 */
export async function register(
  canvas: Raster,
  layer: Layer,
  pace: Pace,
  share: readonly [number, number],
): Promise<Layer> {
  let best = await look(layer, await reduceOverlap(canvas, layer, cellFor(layer), pace, share), pace)
  const limit = (most.moved * layer.result.width) / layer.render.width
  for (let looks = 1; looks < mostLooks; looks++) {
    const change = await motionBetween(best, looks === 1, pace)
    const motion = added(best.layer.motion, inPx(change, best.overlap))
    const stretch = Math.max(Math.abs(motion.x.stretch), Math.abs(motion.y.stretch))
    if (reach(motion, layer) > limit || stretch > most.stretched || largest(change) < settled.look) break
    const moved = { ...layer, motion }
    const next = await look(moved, await reduceSeen(moved, best.overlap, pace), pace)
    const gain = 1 - (1 - next.likeness) / (1 - best.likeness)
    if (next.likeness < leastLikeness || gain < (looks === 1 ? leastGain : 0)) break
    best = next
  }
  return best.layer
}

/** Side of the cells that pictures are compared in, px of the canvas: not much less than a px of the render. */
function cellFor({ render, input, result }: Layer): number {
  const px = Math.max(result.width / render.width, result.height / render.height)
  let cell = 1
  while (cell < px || areaOf(input) / cell ** 2 > mostCells) cell *= 2
  return cell
}

/** What both pictures show, and how far it is the same. */
interface Look {
  readonly layer: Layer
  readonly overlap: Overlap
  readonly brightness: Brightness
  readonly known: Detail
  readonly seen: Detail
  readonly likeness: number
  /** The usual difference between details, in full intensities. */
  readonly off: number
}

async function look(layer: Layer, overlap: Overlap, pace: Pace): Promise<Look> {
  const brightness = await brightnessOf(overlap, await fitDrift(overlap, pace), pace)
  const [known, seen] = [detailOf(brightness.known), detailOf(brightness.seen)]
  const { likeness, off } = await registerStep(known, seen, noMotion, null, pace)
  return { layer, overlap, brightness, known, seen, likeness, off }
}

/** The motion that brings the pictures of a look together, in its cells. @param fromCoarse whether it may be many. */
async function motionBetween(found: Look, fromCoarse: boolean, pace: Pace): Promise<CellMotion> {
  const levels = [found.brightness]
  for (let level = found.brightness; fromCoarse && shortSide(level) >= 2 * coarsestCells; ) {
    level = await halved(level, pace)
    levels.unshift(level)
  }
  let motion = noMotion
  for (const [i, level] of levels.entries()) {
    if (i > 0) motion = { x: motion.x * 2, wide: motion.wide * 2, y: motion.y * 2, high: motion.high * 2 }
    const isFinest = level === found.brightness
    const known = isFinest ? found.known : detailOf(level.known)
    const seen = isFinest ? found.seen : detailOf(level.seen)
    motion = await settle(known, seen, motion, pace)
  }
  return motion
}

function shortSide({ known }: Brightness): number {
  return Math.min(known.width, known.height)
}

/** Steps from a motion on until it changes no more. */
async function settle(known: Detail, seen: Detail, start: CellMotion, pace: Pace): Promise<CellMotion> {
  let motion = start
  let usual: number | null = null
  for (let steps = 0; steps < mostSteps; steps++) {
    const { change, off } = await registerStep(known, seen, motion, usual, pace)
    usual = off
    motion = {
      x: motion.x + change.x,
      wide: motion.wide + change.wide,
      y: motion.y + change.y,
      high: motion.high + change.high,
    }
    if (largest(change) < settled.step) break
  }
  return motion
}

/** How far content is moved at most, cells. */
function largest({ x, wide, y, high }: CellMotion): number {
  return Math.max(Math.abs(x) + Math.abs(wide), Math.abs(y) + Math.abs(high))
}

function inPx({ x, wide, y, high }: CellMotion, { known: { cell, width, height } }: Overlap): Motion {
  return { x: { shift: x * cell, stretch: (2 * wide) / width }, y: { shift: y * cell, stretch: (2 * high) / height } }
}

/** The first motion, seen through another one. */
function added(first: Motion | undefined, { x, y }: Motion): Motion {
  const axis = (one: AxisMotion | undefined, other: AxisMotion) =>
    one
      ? { shift: one.shift + other.shift * (1 + one.stretch), stretch: (1 + one.stretch) * (1 + other.stretch) - 1 }
      : other
  return { x: axis(first?.x, x), y: axis(first?.y, y) }
}

/** How far a motion moves anything of the known area, px of the canvas. */
function reach({ x, y }: Motion, { input }: Layer): number {
  const axis = ({ shift, stretch }: AxisMotion, length: number) => Math.abs(shift) + (Math.abs(stretch) * length) / 2
  return Math.max(axis(x, input.width), axis(y, input.height))
}
