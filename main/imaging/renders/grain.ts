import type { Rect } from '../../../core/geometry/types'
import { tileSide as side, tileOf } from './grain-tile'
import type { Noise } from './noise'

/** Any number, but always the same. */
const seed = 20_261

/** Grain that makes what is painted as noisy as the photo: the same at the same place, whatever is painted first. */
export interface Grain {
  /** By px and channel, interleaved: noise of variance 1. */
  readonly tile: Float32Array
  /** By channel: how strong it is by brightness, in full intensities. */
  readonly levels: readonly Float32Array[]
}

export function grainOf({ levels, fineness, shared }: Noise): Grain {
  const channels = levels.length
  const common = tileOf(seed, fineness)
  const own = levels.map((_, k) => tileOf(seed + 1 + k, fineness))
  const [together, apart] = [Math.sqrt(shared), Math.sqrt(1 - shared)]
  const tile = new Float32Array(side * side * channels)
  for (const [k, single] of own.entries()) {
    for (let i = 0; i < single.length; i++) {
      tile[i * channels + k] = together * (common[i] as number) + apart * (single[i] as number)
    }
  }
  return { tile, levels }
}

/** Adds grain to rows of an area, counted from its top. @param full the value of full intensity in those rows. */
export function grainAdder(
  { tile, levels }: Grain,
  area: Rect,
  full: number,
): (mixed: Float32Array, row: number) => void {
  const channels = levels.length
  const steps = (levels[0]?.length ?? 1) - 1
  const strengths = levels.map((level) => level.map((value) => value * full))
  const toStep = steps / full
  return (mixed, row) => {
    const y = area.top + row
    for (let x = area.left; x < area.left + area.width; ) {
      // Each square of the canvas gets another part of the tile, lest it be seen that it is the same again.
      const end = Math.min(area.left + area.width, (Math.floor(x / side) + 1) * side)
      const hash = placeHash(Math.floor(x / side), Math.floor(y / side))
      const line = ((y + (hash >>> 8)) & (side - 1)) * side
      for (let i = (x - area.left) * channels; x < end; x++) {
        const at = (line + ((x + hash) & (side - 1))) * channels
        for (let k = 0; k < channels; k++, i++) {
          const value = mixed[i] as number
          const step = value * toStep + 0.5
          const strength = (strengths[k] as Float32Array)[step < 0 ? 0 : step > steps ? steps : step | 0] as number
          mixed[i] = value + strength * (tile[at + k] as number)
        }
      }
    }
  }
}

function placeHash(x: number, y: number): number {
  const mixed = Math.imul(x + Math.imul(y, 7919) + 1, 0x9e3779b1)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
