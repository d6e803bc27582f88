import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Rect } from '../../../../core/geometry/types'
import { Pace } from '../../../../main/imaging/pace'
import type { Raster } from '../../../../main/imaging/raster'
import type { Layer, Motion } from '../../../../main/imaging/renders/layer'
import { register } from '../../../../main/imaging/renders/register'
import { usualDrift } from '../../../fixtures/images/drifted-render'
import { randomBytes } from '../../../fixtures/images/realistic-photo'
import { resampled } from '../../../fixtures/images/resample'

const scene = { width: 900, height: 600 }
const input: Rect = { left: 150, top: 0, width: 600, height: 600 }
const renderSize = { width: 320, height: 208 }
const colours = { channels: 3, hasAlpha: false, model: 'rgb', bits: 8 } as const

async function sceneOf(name: string): Promise<Raster> {
  const file = join(process.cwd(), 'assets/samples', name)
  const samples = await sharp(file)
    .resize({ ...scene, fit: 'cover' })
    .raw()
    .toBuffer()
  return { ...scene, ...colours, samples: new Uint8Array(samples) }
}

let photo: Raster
let other: Raster
beforeAll(async () => {
  photo = await sceneOf('aitzgorri.jpg')
  other = await sceneOf('friends.jpg')
})

/** What a service made of a scene: reduced, moved, its colours drifted. */
function rendered({ width, height, samples }: Raster, motion?: Motion): Raster {
  if (!(samples instanceof Uint8Array)) throw new TypeError('Expected 8 bits')
  const { data } = resampled({ width, height, data: samples }, renderSize, motion)
  const drifted = Uint8ClampedArray.from(data, (value, i) => {
    const toned = Math.max(0, value / 255) ** usualDrift.gamma
    const slope = 6 * ((((i / 3) % renderSize.width) / renderSize.width) * 2 - 1)
    return ((toned - 0.5) * usualDrift.contrast + 0.5) * 255 + (usualDrift.cast[i % 3] ?? 0) + slope
  })
  return { ...renderSize, ...colours, samples: new Uint8Array(drifted) }
}

async function motionOf(render: Raster, canvas = photo): Promise<Motion | undefined> {
  const layer: Layer = { render, input, result: { left: 0, top: 0, ...scene } }
  const pace = new Pace(new AbortController().signal, () => undefined)
  return (await register(canvas, layer, pace, [0, 1])).motion
}

/** How far off a motion is at the worst corner of the known area, px of the canvas. */
function errorOf(found: Motion | undefined, { x, y }: Motion): number {
  const axis = (one: Motion['x'] | undefined, two: Motion['x'], length: number) =>
    Math.abs((one?.shift ?? 0) - two.shift) + (Math.abs((one?.stretch ?? 0) - two.stretch) * length) / 2
  return Math.max(axis(found?.x, x, input.width), axis(found?.y, y, input.height))
}

const still = { shift: 0, stretch: 0 }

describe('what a render shows is found', () => {
  test.each([
    ['a little to the right and below', { x: { shift: 1.7, stretch: 0 }, y: { shift: 1.7, stretch: 0 } }],
    ['several px of its own off', { x: { shift: -9.3, stretch: 0 }, y: { shift: 6.2, stretch: 0 } }],
    ['a little wider', { x: { shift: 0, stretch: 0.006 }, y: still }],
    ['moved, narrower and taller', { x: { shift: 3, stretch: -0.004 }, y: { shift: -2, stretch: 0.005 } }],
  ] satisfies [string, Motion][])('%s', async (_, motion) => {
    expect(errorOf(await motionOf(rendered(photo, motion)), motion)).toBeLessThan(0.1)
  })

  test('where a part was painted differently', async () => {
    const motion = { x: { shift: 4, stretch: 0 }, y: { shift: -3, stretch: 0 } }
    const [render, foreign] = [rendered(photo, motion), rendered(other)]
    const samples = Uint8Array.from(render.samples, (value, i) =>
      (i / 3) % renderSize.width < 130 ? (foreign.samples[i] as number) : value,
    )
    expect(errorOf(await motionOf({ ...render, samples }), motion)).toBeLessThan(0.8)
  })
})

describe('a render stays where it is', () => {
  test('when it shows things where they belong', async () => {
    expect(errorOf(await motionOf(rendered(photo)), { x: still, y: still })).toBeLessThan(0.05)
  })

  test('when it shows something else', async () => {
    expect(await motionOf(rendered(other))).toBeUndefined()
  })

  test('when there is nothing to go by: an even wall, or noise', async () => {
    const wall = { ...photo, samples: new Uint8Array(photo.samples.length).fill(180) }
    expect(await motionOf(rendered(wall), wall)).toBeUndefined()
    const noise = { ...photo, samples: randomBytes(photo.samples.length, 1) }
    const otherNoise = { ...photo, samples: randomBytes(photo.samples.length, 2) }
    expect(await motionOf(rendered(otherNoise), noise)).toBeUndefined()
  })
})
