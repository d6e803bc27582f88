import { describe, expect, test } from 'vitest'
import { isUsable, matrixProfileOf, profileKind } from '../../../main/imaging/icc'
import { builtInProfile } from '../../../main/imaging/profiles'
import { toSrgb } from '../../../main/imaging/upload-encode'
import { proPhoto, spaces } from '../../fixtures/images/colour-maths'
import { adobeRgb, greyProfile, rgbProfile } from '../../fixtures/images/profiles'

describe('what a profile says', () => {
  test.each([
    ['sRGB', () => builtInProfile('srgb'), 'srgb'],
    ['Display P3', () => builtInProfile('p3'), 'display-p3'],
    ['Adobe RGB', () => rgbProfile(adobeRgb), 'other'],
    ['ProPhoto RGB', () => rgbProfile(proPhoto), 'other'],
    ['sRGB’s colours with a plain gamma', () => rgbProfile({ ...spaces.srgb, gamma: 2.2 }), 'other'],
    ['grey', () => greyProfile(2.2), null],
    ['CMYK', () => builtInProfile('cmyk'), null],
    ['nothing: broken', () => Buffer.alloc(300, 'broken'), null],
    ['nothing: empty', () => Buffer.alloc(0), null],
  ] as const)('%s', async (_, profile, kind) => {
    expect(profileKind(await profile())).toBe(kind)
  })

  test.each([
    ['rgb', () => rgbProfile(adobeRgb), true],
    ['grey', () => rgbProfile(adobeRgb), false],
    ['grey', () => greyProfile(1.8), true],
    ['cmyk', () => builtInProfile('cmyk'), true],
    ['rgb', () => builtInProfile('cmyk'), false],
  ] as const)('holds for %s, or not', async (model, profile, usable) => {
    expect(isUsable(await profile(), model)).toBe(usable)
  })

  test('is broken when any piece of it is missing: never a crash', async () => {
    for (const whole of [rgbProfile(adobeRgb), greyProfile(1.8), await builtInProfile('p3')]) {
      for (let length = 0; length < whole.length; length++) {
        const cut = whole.subarray(0, length)
        expect([profileKind(cut), matrixProfileOf(cut, 'grey')]).toEqual([null, null])
      }
    }
  })

  test.each([
    ['RGB', 'rgb', () => rgbProfile(adobeRgb), [60, 200, 90]],
    ['grey', 'grey', () => greyProfile(1.2), [60]],
  ] as const)(
    'of %s counts where lcms, which converts by it elsewhere, takes it, and only there',
    async (_, model, profile, colour) => {
      const samples = Uint8Array.from(colour)
      const picture = {
        width: 1,
        height: 1,
        channels: colour.length,
        hasAlpha: false,
        model,
        bits: 8,
        samples,
      } as const
      const seen = async (icc: Buffer | null) => (await toSrgb(picture, icc)).samples.toString('hex')
      const unexplained = await seen(null)
      const whole = profile()
      for (let at = 0; at < whole.length; at += 3) {
        const broken = Buffer.from(whole)
        broken.writeUInt8(255 - broken.readUInt8(at), at)
        expect(isUsable(broken, model), `byte ${at}`).toBe((await seen(broken)) !== unexplained)
      }
    },
  )
})
