import type { Size } from '../../../core/geometry/types'
import { type Drift, renderSize } from '../../fixtures/images/drifted-render'
import { resampled } from '../../fixtures/images/resample'
import type { Picture } from './picture'

/** Resolution of what services return, of that of the photo. */
const renderScale = 0.35

/** What a service would return for a scene that is known as a whole: reduced, moved, its colours drifted. */
export function simulatedRender(whole: Picture, drift: Drift | null): Picture {
  const size = renderSize(whole, renderScale)
  const motion = { shift: drift?.shift ?? 0, stretch: 0 }
  const render = resampled(whole, size, { x: motion, y: motion })
  const data = new Uint8Array(render.data.length)
  const toned = tones(drift)
  for (let i = 0; i < data.length; i++) {
    const place = (((i / 3) % size.width) / (size.width - 1)) * 2 - 1
    const value = toned(render.data[i] as number, i % 3) + (drift?.slope ?? 0) * place
    data[i] = Math.round(Math.min(255, Math.max(0, value)))
  }
  return { ...size, data }
}

/** A render merely enlarged to the size of what it covers. */
export function enlarged(render: Picture, { width, height }: Size): Picture {
  const { data } = resampled(render, { width, height })
  return { width, height, data: Uint8Array.from(data, (value) => Math.round(Math.min(255, Math.max(0, value)))) }
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
