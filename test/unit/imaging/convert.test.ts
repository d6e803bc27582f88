import { expect, test } from 'vitest'
import { convert } from '../../../main/imaging/convert'
import { Pace } from '../../../main/imaging/pace'
import { colourChannels, fullScale, type Layout, type Raster } from '../../../main/imaging/raster'
import { emptyRaster } from '../../../main/imaging/samples-file'
import { fillRandomly } from '../../fixtures/images/pictures'

const pace = new Pace(new AbortController().signal, () => undefined)

/** More than is converted at once. */
const size = { width: 2000, height: 1030 }

function picture(bits: 8 | 16, hasAlpha: boolean): Raster {
  const layout: Layout = { ...size, channels: colourChannels.cmyk + Number(hasAlpha), hasAlpha, model: 'cmyk', bits }
  const raster = emptyRaster(layout)
  fillRandomly(raster.samples, fullScale(bits))
  return raster
}

/** In sRGB. */
function converted(raster: Raster, bits: 8 | 16): Promise<Raster> {
  return convert(raster, { profile: 'srgb', convertsColours: true, model: 'rgb', bits }, null, pace)
}

/** The rows from a place on, alone. */
function below({ samples, room: _, ...layout }: Raster, row: number): Raster {
  return { ...layout, height: layout.height - row, samples: samples.slice(row * layout.width * layout.channels) }
}

test.each([
  [8, 8, false],
  [8, 16, false],
  [16, 8, false],
  [16, 16, false],
  [16, 16, true],
] as const)(
  'ink of %s bits becomes colours of %s, alpha %s, the same in one strip or several',
  async (own, bits, hasAlpha) => {
    const ink = picture(own, hasAlpha)
    const last = below(ink, size.height - 40)
    const shallow = await converted({ ...last, samples: last.samples.slice() }, 8)
    const memory = ink.samples.buffer
    const all = await converted(ink, bits)
    expect([all.model, all.bits, all.channels]).toEqual(['rgb', bits, 3 + Number(hasAlpha)])
    // What is no larger takes the ink's place.
    expect(all.samples.buffer === memory).toBe(bits <= own)
    const steps = bits === 8 ? 1 : 257
    expect(below(all, size.height - 40).samples.every((value, i) => value === (shallow.samples[i] ?? 0) * steps)).toBe(
      true,
    )
  },
)
