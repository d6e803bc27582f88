/** What makes each place of a row: `support` neighbouring places of another row, from `first` on, by their weights. */
export interface Mix {
  readonly first: Int32Array
  readonly support: number
  readonly weights: Float32Array
}

/** Px that a cubic looks at. */
export const cubicSupport = 4

/** How the px of a row of `length` px lie on the canvas: px `u` covers `u / scale .. (u + 1) / scale`, from `offset` on. */
export interface Placing {
  /** Px of the row for each px of the canvas. */
  readonly scale: number
  /** Where the row begins, px of the canvas. */
  readonly offset: number
  /** Px of the row. */
  readonly length: number
  /** How sharp it is enlarged: see `usualSharpness`, which it is when nothing is said. */
  readonly sharpness?: number
}

/**
 * How sharp a cubic is. 0.5 is Catmull and Rom's; what services return is soft beside a photo, and on photographs enlarged
 * 2.9 times this much comes nearer to them (by 0.07 dB).
 */
export const usualSharpness = 0.65

/** Weight of a px at a distance of `t` px: Keys' cubic, which goes through every px. */
function cubicWeight(t: number, sharpness: number): number {
  const x = Math.abs(t)
  if (x < 1) return ((2 - sharpness) * x - (3 - sharpness)) * x * x + 1
  return x < 2 ? -sharpness * (((x - 5) * x + 8) * x - 4) : 0
}

/** The enlarged row at px `from .. to` of the canvas; beyond its ends the row repeats its last px. */
export function cubicMix(from: number, to: number, placing: Placing): Mix {
  const { scale, offset, length, sharpness = usualSharpness } = placing
  const first = new Int32Array(to - from)
  const weights = new Float32Array(first.length * cubicSupport)
  for (let i = 0; i < first.length; i++) {
    const at = (from + i + 0.5 - offset) * scale - 0.5
    const start = Math.floor(at) - 1
    const kept = Math.min(Math.max(0, start), Math.max(0, length - cubicSupport))
    first[i] = kept
    for (let px = start; px < start + cubicSupport; px++) {
      const place = i * cubicSupport + Math.min(length - 1, Math.max(0, px)) - kept
      weights[place] = (weights[place] as number) + cubicWeight(at - px, sharpness)
    }
  }
  return { first, support: cubicSupport, weights }
}

/** The row's mean over each of the cells, `cell` px of the canvas wide, that `from .. to` is cut into; as far as it goes. */
export function boxMix(from: number, to: number, cell: number, { scale, offset, length }: Placing): Mix {
  const cells = Math.ceil((to - from) / cell)
  const support = Math.min(length, Math.ceil(cell * scale) + 1)
  const first = new Int32Array(cells)
  const weights = new Float32Array(cells * support)
  for (let i = 0; i < cells; i++) {
    const start = Math.min(length - 1, Math.max(0, (from + i * cell - offset) * scale))
    const end = Math.min(length, Math.max(start + 1e-3, (Math.min(to, from + (i + 1) * cell) - offset) * scale))
    const kept = Math.min(Math.max(0, Math.floor(start)), length - support)
    first[i] = kept
    for (let px = 0; px < support; px++) {
      const covered = Math.min(end, kept + px + 1) - Math.max(start, kept + px)
      weights[i * support + px] = Math.max(0, covered) / (end - start)
    }
  }
  return { first, support, weights }
}
