import { describe, expect, test } from 'vitest'
import { deltaE00, type Lab, labIn } from '../../../main/imaging/colour/lab'
import { greyProfile } from '../../../main/imaging/colour/matrix-profile'
import { matrixProfileOf } from '../../../main/imaging/icc'
import { assumedProfile } from '../../../main/imaging/profiles'

describe('the difference of two colours', () => {
  // G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 color-difference formula", Color Research & Application 30 (2005), table 1.
  test.each<[Lab, Lab, number]>([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, -1.3802, -84.2814], [50, 0, -82.7485], 1],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
    [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
    [[50, -0.001, 2.49], [50, 0.0009, -2.49], 4.8045],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[50, 2.5, 0], [58, 24, 15], 19.4535],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
    [[6.7747, -0.2908, -2.4247], [5.8714, -0.0985, -2.2286], 0.6377],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ])('of %j and %j is as published', (one, other, expected) => {
    expect(deltaE00(one, other)).toBeCloseTo(expected, 4)
    expect(deltaE00(other, one)).toBeCloseTo(expected, 4)
  })
})

test.each(['rgb', 'grey'] as const)('white of %s is white, and black is black', async (model) => {
  const profile = model === 'rgb' ? await assumedProfile('rgb') : greyProfile('Grey', 'srgb')
  const plain = matrixProfileOf(profile, model)
  const labOf = plain && labIn(plain)
  const [lightness = 0, a = 9, b = 9] = labOf?.([1, 1, 1]) ?? []
  expect(lightness).toBeCloseTo(100, 1)
  expect(Math.hypot(a, b)).toBeLessThan(0.2)
  expect(labOf?.([0, 0, 0])[0]).toBeCloseTo(0, 5)
})
