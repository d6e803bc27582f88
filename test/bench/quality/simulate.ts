import { type Drift, renderSize } from '../../fixtures/images/drifted-render'
import type { Picture } from './picture'

/** Resolution of what services return, of that of the photo. */
const renderScale = 0.35

/** A drift with what is shown elsewhere than it was, px of the whole, rightward and downward. */
export interface ShiftedDrift extends Drift {
  readonly shift: number
}

/** What a service would return for a scene that is known as a whole: reduced, moved, its colours drifted. */
export function simulatedRender(whole: Picture, drift: ShiftedDrift | null): Picture {
  const size = renderSize(whole, renderScale)
  const shift = drift?.shift ?? 0
  const across = transposed(resizedAcross(whole, size.width, shift))
  const render = transposed(resizedAcross(across, size.height, shift))
  const data = new Uint8Array(render.data.length)
  const toned = tones(drift)
  for (let i = 0; i < data.length; i++) {
    const place = (((i / 3) % size.width) / (size.width - 1)) * 2 - 1
    const value = toned(render.data[i] as number, i % 3) + (drift?.slope ?? 0) * place
    data[i] = Math.round(Math.min(255, Math.max(0, value)))
  }
  return { ...size, data }
}

/** How a value of 0..255 drifts in a channel. */
function tones(drift: Drift | null): (value: number, channel: number) => number {
  if (!drift) return (value) => value
  const { cast, gamma, contrast } = drift
  return (value, channel) => {
    const toned = Math.max(0, value / 255) ** gamma
    return ((toned - 0.5) * contrast + 0.5) * 255 + (cast[channel] ?? 0)
  }
}

/** Samples that are not rounded yet. */
interface Unrounded {
  readonly width: number
  readonly height: number
  readonly data: ArrayLike<number>
}

function lanczos(t: number): number {
  if (t === 0) return 1
  if (Math.abs(t) >= 3) return 0
  const angle = Math.PI * t
  return (3 * Math.sin(angle) * Math.sin(angle / 3)) / (angle * angle)
}

/** Resizes rows to another width, by Lanczos' window of 3, the content moved by `shift` px; the ends are repeated. */
function resizedAcross({ width, height, data }: Unrounded, to: number, shift: number): Unrounded {
  const step = width / to
  const spread = Math.max(1, step)
  const resized = new Float32Array(to * height * 3)
  for (let x = 0; x < to; x++) {
    const middle = (x + 0.5) * step - shift
    const from = Math.ceil(middle - 3 * spread - 0.5)
    const weights = Array.from({ length: Math.floor(6 * spread) + 1 }, (_, i) =>
      lanczos((from + i + 0.5 - middle) / spread),
    )
    const sum = weights.reduce((total, weight) => total + weight, 0)
    const places = weights.map((_, i) => Math.min(width - 1, Math.max(0, from + i)))
    for (let y = 0; y < height; y++) {
      for (let k = 0; k < 3; k++) {
        let value = 0
        for (let i = 0; i < weights.length; i++) {
          value += (weights[i] as number) * (data[(y * width + (places[i] as number)) * 3 + k] as number)
        }
        resized[(y * to + x) * 3 + k] = value / sum
      }
    }
  }
  return { width: to, height, data: resized }
}

function transposed({ width, height, data }: Unrounded): Unrounded {
  const turned = new Float32Array(data.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let k = 0; k < 3; k++) turned[(x * height + y) * 3 + k] = data[(y * width + x) * 3 + k] as number
    }
  }
  return { width: height, height: width, data: turned }
}
