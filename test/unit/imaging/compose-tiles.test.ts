import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { passBetween } from '../../../core/geometry/passes'
import type { Pass, Plan, Rect, Size } from '../../../core/geometry/types'
import { compose } from '../../../main/imaging/compose'
import { type Drift, driftedRender } from '../../fixtures/images/drifted-render'
import { composeRequest, writePhoto } from '../../fixtures/images/pictures'
import { randomBytes, realisticJpeg } from '../../fixtures/images/realistic-photo'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-tiles-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Each tile drifts in its own way. */
const drifts: readonly Drift[] = [
  { cast: [12, -8, 5], gamma: 1.08, contrast: 0.94, slope: 6 },
  { cast: [-10, 6, -4], gamma: 0.93, contrast: 1.05, slope: -6 },
  { cast: [4, 9, -12], gamma: 1.05, contrast: 1.02, slope: 4 },
]

interface Case {
  readonly canvas: Size
  readonly photo: Rect
  readonly passes: readonly Pass[]
}

/** Tiles side by side: `from .. to` of what is known, which `known` is, enlarged to the same part of `result`. */
function tilesAcross(known: Rect, result: Rect, spans: readonly (readonly [number, number])[]): Pass[] {
  return spans.map(([from, to]) => {
    const part = { left: from, width: to - from }
    return passBetween({ ...known, ...part }, { ...result, ...part }, null)
  })
}

const canvas = { width: 1500, height: 844 }
const photo: Rect = { left: 0, top: 172, width: 1500, height: 500 }
const between: Rect = { left: 0, top: 90, width: 1500, height: 680 }
const whole: Rect = { left: 0, top: 0, ...canvas }

const turned = ({ left, top, width, height }: Rect): Rect => ({ left: top, top: left, width: height, height: width })
const turnedPass = ({ input, result }: Pass): Pass => passBetween(turned(input), turned(result), null)

const two: Case = {
  canvas,
  photo,
  passes: tilesAcross(photo, whole, [
    [0, 825],
    [675, 1500],
  ]),
}
const cases: readonly (readonly [string, Case])[] = [
  ['two side by side', two],
  ['two, the right one first', { ...two, passes: two.passes.toReversed() }],
  [
    'three side by side',
    {
      ...two,
      passes: tilesAcross(photo, whole, [
        [0, 600],
        [450, 1050],
        [900, 1500],
      ]),
    },
  ],
  [
    'three, the middle one last',
    {
      ...two,
      passes: tilesAcross(photo, whole, [
        [0, 600],
        [900, 1500],
        [450, 1050],
      ]),
    },
  ],
  [
    'one upon another',
    { canvas: { width: 844, height: 1500 }, photo: turned(photo), passes: two.passes.map(turnedPass) },
  ],
  [
    'a second round of them, from what the first has painted',
    {
      ...two,
      passes: [
        ...tilesAcross(photo, between, [
          [0, 825],
          [675, 1500],
        ]),
        ...tilesAcross(between, whole, [
          [0, 900],
          [600, 1500],
        ]),
      ],
    },
  ],
]

let files = 0

function planOf({ canvas, photo: { left, top, width, height }, passes }: Case): Plan {
  return { photo: { width, height }, canvas, original: { left, top }, output: canvas, passes }
}

interface Samples {
  readonly data: Buffer
  readonly width: number
  readonly height: number
}

async function samplesOf(file: string | Buffer): Promise<Samples> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** Composes a scene of which the photo shows a part from renders of `scenes`, one for each pass. */
async function composeTiles(tiles: Case, scene: Buffer, scenes: (pass: number) => Buffer, scale = 0.5) {
  const bytes = await sharp(scene).extract(tiles.photo).png().toBuffer()
  const file = await writePhoto(folder, `${files++}.png`, bytes)
  const renders = await Promise.all(
    tiles.passes.map(async ({ result }, i) => {
      const render = await driftedRender(scenes(i), result, scale, drifts[i % drifts.length])
      return (await writePhoto(folder, `${files++}.jpg`, render)).path
    }),
  )
  const request = composeRequest(file, planOf(tiles), {
    surroundings: { kind: 'renders', variation: 1, renders },
    destination: join(folder, `${files++}.composed`),
  })
  const fractions: number[] = []
  const onProgress = (fraction: number) => void fractions.push(fraction)
  await compose(request, { signal: new AbortController().signal, onProgress, memoryLimit: 1e9 })
  return { picture: await samplesOf(request.destination), path: request.destination, fractions, bytes }
}

function isInside({ left, top, width, height }: Rect, x: number, y: number): boolean {
  return x >= left && x < left + width && y >= top && y < top + height
}

/** The mean absolute difference to a truth outside of the photo, in steps of 8 bits. */
function error(picture: Samples, truth: Samples, photo: Rect): number {
  let sum = 0
  let count = 0
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      if (isInside(photo, x, y)) continue
      for (let k = 0; k < 3; k++, count++) {
        const i = (y * picture.width + x) * 3 + k
        sum += Math.abs((picture.data[i] as number) - (truth.data[i] as number))
      }
    }
  }
  return sum / count
}

/** Columns whose mean is one value: alone they show how whole numbers are rounded. */
const columnsPerMean = 8

/** The largest step between neighbouring means over the rows and some columns of `area`. */
function largestStep({ data, width }: Samples, area: Rect): number {
  let largest = 0
  for (let k = 0; k < 3; k++) {
    let before: number | null = null
    for (let left = area.left; left + columnsPerMean <= area.left + area.width; left += columnsPerMean) {
      let sum = 0
      for (let y = area.top; y < area.top + area.height; y++) {
        for (let x = left; x < left + columnsPerMean; x++) sum += data[(y * width + x) * 3 + k] as number
      }
      const mean = sum / area.height / columnsPerMean
      if (before !== null) largest = Math.max(largest, Math.abs(mean - before))
      before = mean
    }
  }
  return largest
}

describe('tiles', () => {
  test.each(cases)('%s show the scene as a whole, and leave the photo as it is', async (_, tiles) => {
    const { width, height } = tiles.canvas
    const scene = await sharp(await realisticJpeg(width, height, 3))
      .png()
      .toBuffer()
    const { picture, path, fractions, bytes } = await composeTiles(tiles, scene, () => scene)
    const middle = await sharp(path).extract(tiles.photo).raw().toBuffer()
    expect(middle.equals(await sharp(bytes).raw().toBuffer())).toBe(true)
    const truth = await samplesOf(scene)
    const small = await sharp(scene)
      .resize(width / 2, height / 2, { fit: 'fill' })
      .png()
      .toBuffer()
    const enlarged = await sharp(small).resize(width, height, { fit: 'fill' }).png().toBuffer()
    expect(error(picture, truth, tiles.photo)).toBeLessThan(error(await samplesOf(enlarged), truth, tiles.photo) + 1)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
  })

  /** A grainy ramp from left to right; away from the photo it gets brighter by `more`. */
  function ramp(more: number): Promise<Buffer> {
    const samples = Buffer.from(randomBytes(canvas.width * canvas.height * 3, 3))
    for (let i = 0; i < samples.length; i++) {
      const x = Math.floor(i / 3) % canvas.width
      const y = Math.floor(i / 3 / canvas.width)
      const away = Math.max(photo.top - y, y - photo.top - photo.height, 0)
      const light = more * Math.min(1, away / 60)
      samples[i] = 60 + (x / canvas.width) * 120 + (i % 3) * 10 + (samples[i] as number) / 8 + light
    }
    return sharp(samples, { raw: { ...canvas, channels: 3 } })
      .png({ compressionLevel: 1 })
      .toBuffer()
  }

  test.each([
    // What is painted has grain of its own, whose means differ by other chances than the truth's.
    ['whatever their drifts', 0, 0.3],
    // 16 steps over the 150 px of the overlap: 0.85 from mean to mean. Where one simply ends it would be all of them.
    ['however bright one has painted it', 16, 1.6],
  ])('show no step where one ends, %s', async (_, more, allowed) => {
    const [plain, lighter] = [await ramp(0), await ramp(more)]
    const { picture } = await composeTiles(two, plain, (pass) => (pass === 0 ? plain : lighter))
    const truth = await samplesOf(plain)
    for (const top of [0, canvas.height - 110]) {
      const area = { left: 640, top, width: 220, height: 110 }
      expect(largestStep(picture, area)).toBeLessThan(1.15 * largestStep(truth, area) + allowed)
    }
  })

  test('that have painted different things are cut, not laid over one another', async () => {
    const grey = { create: { ...canvas, channels: 3 as const, background: '#808080' } }
    const calm = await sharp(grey).png().toBuffer()
    const noisy = (seed: number) => {
      const noise = randomBytes(canvas.width * canvas.height, seed).map((value) => 96 + value / 4)
      return sharp(noise, { raw: { ...canvas, channels: 1 } })
        .toColourspace('srgb')
        .png()
        .toBuffer()
    }
    const scenes = [await noisy(1), await noisy(2)]
    const { picture } = await composeTiles(two, calm, (pass) => scenes[pass] ?? calm, 1)
    const deviation = (left: number, width: number) => {
      const values: number[] = []
      for (let y = 0; y < 150; y++) {
        for (let x = left; x < left + width; x++) values.push(picture.data[(y * canvas.width + x) * 3] as number)
      }
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
    }
    const beside = deviation(100, 300)
    // Half of each would leave 71 % of it.
    expect(deviation(690, 120)).toBeGreaterThan(0.93 * beside)
  })
})
