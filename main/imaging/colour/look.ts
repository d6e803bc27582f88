import type { TargetProfile } from '../../../core/conversion'
import { convert } from '../convert'
import { convertsBack, isUsable, matrixProfileOf } from '../icc'
import type { Pace } from '../pace'
import { builtInProfile } from '../profiles'
import { colourChannels, fullScale, type Layout, type Raster } from '../raster'
import { srgbPrimaries } from './colour-code'
import { type Lab, labIn } from './lab'
import { rgbProfile } from './matrix-profile'

/** What colours look like, given by their channels of 0..1, one colour after another. */
export type Look = (channels: readonly number[]) => Promise<readonly Lab[]>

const bits = 16

/** Colours of a photo, by their channels of 0..1, one after another, as red, green and blue of 0..1. */
export type InRgb = (channels: ArrayLike<number>) => Promise<Float32Array>

/**
 * Converts a few colours of a photo. Null when its profile leads only from its colours, not back: what is painted is then
 * not in its terms, see `inPhotoColours`.
 * @param profile the photo's own; one that cannot be used counts as none.
 */
export function inRgb(
  photo: Pick<Layout, 'model' | 'bits'>,
  profile: Buffer | null,
  to: TargetProfile,
  pace: Pace,
): InRgb | null {
  const { model } = photo
  // Floats are linear light.
  const own = photo.bits === 32 ? rgbProfile('Linear', srgbPrimaries, 1) : profile
  if (own && isUsable(own, model) && !convertsBack(own)) return null
  return async (values) => {
    const channels = colourChannels[model]
    const full = fullScale(bits)
    const samples = Uint16Array.from(values, (value) => Math.round(full * Math.min(1, Math.max(0, value))))
    const width = samples.length / channels
    const picture: Raster = { width, height: 1, channels, hasAlpha: false, model, bits, samples }
    const shown = await convert(picture, { profile: to, convertsColours: true, model: 'rgb', bits }, own, pace)
    return Float32Array.from(shown.samples, (value) => value / full)
  }
}

/** How a photo's colours look, as far as Display P3 shows them; null where `inRgb` is. */
export async function lookOf(
  photo: Pick<Layout, 'model' | 'bits'>,
  profile: Buffer | null,
  pace: Pace,
): Promise<Look | null> {
  const convertAll = inRgb(photo, profile, 'display-p3', pace)
  const p3 = matrixProfileOf(await builtInProfile('p3'), 'rgb')
  if (!p3) throw new TypeError('Expected Display P3 to be curves and a matrix')
  const labOf = labIn(p3)
  return (
    convertAll &&
    (async (values) => {
      const rgb = await convertAll(values)
      return Array.from({ length: rgb.length / 3 }, (_, i) => labOf(rgb.subarray(3 * i, 3 * i + 3)))
    })
  )
}
