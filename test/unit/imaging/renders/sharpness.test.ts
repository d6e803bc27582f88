import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { Pace } from '../../../../main/imaging/pace'
import type { Raster } from '../../../../main/imaging/raster'
import { straightCurve } from '../../../../main/imaging/renders/curve'
import { fitSharpness } from '../../../../main/imaging/renders/sharpness'
import { resampled } from '../../../fixtures/images/resample'

const size = { width: 450, height: 300 }
const colours = { channels: 3, hasAlpha: false, model: 'rgb', bits: 8 } as const

/** How sharp a render is enlarged that was made of a photo which is blurred by `blur` px. */
async function sharpnessOf(blur: number): Promise<number> {
  const picture = sharp(join(process.cwd(), 'assets/samples/life.jpg')).resize({ ...size, fit: 'cover' })
  const photo = await sharp(await picture.png().toBuffer())
    .raw()
    .toBuffer()
  const soft =
    blur > 0
      ? await sharp(photo, { raw: { ...size, channels: 3 } })
          .blur(blur)
          .raw()
          .toBuffer()
      : photo
  const small = { width: 160, height: 107 }
  const { data } = resampled({ ...size, data: photo }, small)
  const render: Raster = {
    ...small,
    ...colours,
    samples: Uint8Array.from(data, (value) => Math.min(255, Math.max(0, value))),
  }
  const area = { left: 0, top: 0, ...size }
  const curves = [0, 1, 2].map(() => straightCurve(1))
  const pace = new Pace(new AbortController().signal, () => undefined)
  return fitSharpness({ ...size, ...colours, samples: soft }, { render, input: area, result: area }, curves, pace)
}

test('a render is enlarged the sharper, the sharper the photo is', async () => {
  const [sharpPhoto, softPhoto] = [await sharpnessOf(0), await sharpnessOf(3)]
  expect(sharpPhoto).toBeGreaterThan(0.7)
  expect(softPhoto).toBe(0.5)
})
