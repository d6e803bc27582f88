import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deltaE00, labIn } from '../../../main/imaging/colour/lab'
import { compose } from '../../../main/imaging/compose'
import { matrixProfileOf } from '../../../main/imaging/icc'
import { assumedProfile, builtInProfile } from '../../../main/imaging/profiles'
import { samplesFile } from '../../../main/imaging/samples-file'
import { type Drift, driftedRender, usualDrift } from '../../fixtures/images/drifted-render'
import { composed, composeRequest, nestedPlan, writePhoto } from '../../fixtures/images/pictures'
import { realisticJpeg } from '../../fixtures/images/realistic-photo'
import { tableProfile } from '../../fixtures/images/table-profile'

/** A scene of which the photo shows the middle. */
const scene = { left: 0, top: 0, width: 600, height: 400 }
const original = { left: 135, top: 85, width: 330, height: 230 }
const plan = nestedPlan(scene, [original, scene])
const none: Drift = { cast: [0, 0, 0], gamma: 1, contrast: 1, slope: 0 }

let folder = ''
let files = 0
let whole: Buffer
let middle: Buffer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-drift-'))
  whole = await sharp(await realisticJpeg(scene.width, scene.height, 3))
    .png({ compressionLevel: 1 })
    .toBuffer()
  middle = await sharp(whole).extract(original).png().toBuffer()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Composes a photo of the middle with a render of the whole scene that drifted. */
async function expanded(photo: Buffer, drift: Drift) {
  const render = await writePhoto(folder, `${files++}.jpg`, await driftedRender(whole, scene, 0.5, drift))
  const request = composeRequest(await writePhoto(folder, `${files++}.photo`, photo), plan, {
    surroundings: { kind: 'renders', variation: 1, renders: [render.path] },
    format: 'tiff',
  })
  const result = await compose(request, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    memoryLimit: 1e9,
  })
  return { drift: result.drift, file: await composed(request) }
}

const told = async (photo: Buffer, drift: Drift) => (await expanded(photo, drift)).drift

/** How different two pictures look on the whole, seen from so far that noise does not count. */
async function meanDifference(a: Buffer, b: Buffer): Promise<number> {
  const plain = matrixProfileOf(await assumedProfile('rgb'), 'rgb')
  if (!plain) throw new TypeError('Expected a plain profile')
  const labOf = labIn(plain)
  const small = (picture: Buffer) =>
    sharp(picture).resize(66, 46, { fit: 'fill' }).toColourspace('srgb').removeAlpha().raw().toBuffer()
  const [one, other] = [await small(a), await small(b)]
  const colour = (samples: Buffer, at: number) => labOf([0, 1, 2].map((k) => (samples[at + k] ?? 0) / 255))
  let sum = 0
  for (let at = 0; at < one.length; at += 3) sum += deltaE00(colour(one, at), colour(other, at))
  return sum / (one.length / 3)
}

/** A picture's samples with a profile that explains them, or none. */
async function tiff(model: 'rgb' | 'cmyk', picture: Sharp, profile: Buffer | null): Promise<Buffer> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  const { file, samples } = samplesFile({ ...info, hasAlpha: false, model, bits: 8 }, profile)
  samples.set(data)
  return file
}

const withProfile = (profile: Buffer) => tiff('rgb', sharp(middle), profile)
const inInk = (picture: Buffer, profile: Buffer | null) =>
  tiff('cmyk', sharp(picture).withIccProfile('cmyk', { attach: false }), profile)
const grey = (picture: Buffer) => sharp(picture).toColourspace('b-w').png().toBuffer()

test.each<readonly [string, () => Promise<Buffer>, error: number]>([
  ['sRGB', async () => middle, 0.6],
  ['Display P3 of 16 bits', () => sharp(middle).toColourspace('rgb16').withIccProfile('p3').png().toBuffer(), 0.6],
  ['CMYK', async () => inInk(middle, await builtInProfile('cmyk')), 0.6],
  ['CMYK without a profile', () => inInk(middle, null), 0.6],
  ['a profile of tables', async () => withProfile(await tableProfile(true)), 0.6],
  ['a profile that is damaged', async () => withProfile(Buffer.alloc(200, 'not a profile')), 0.6],
  ['floats', () => sharp(middle).toColourspace('scrgb').tiff().toBuffer(), 0.6],
])('how far colours had drifted is told of a photo of %s', async (_, made, error) => {
  const photo = await made()
  const expected = await meanDifference(middle, await driftedRender(whole, original, 1, usualDrift))
  expect(expected).toBeGreaterThan(3)
  expect(Math.abs(((await told(photo, usualDrift)) ?? 99) - expected)).toBeLessThan(error)
  expect(await told(photo, none)).toBeLessThan(error)
})

test('how far the tones of a grey photo had drifted is told, whether a profile explains them or not', async () => {
  const seen = await driftedRender(whole, original, 1, usualDrift)
  const expected = await meanDifference(await grey(middle), await grey(seen))
  expect(Math.abs(((await told(await grey(middle), usualDrift)) ?? 99) - expected)).toBeLessThan(0.6)
  expect(await told(await grey(middle), none)).toBeLessThan(0.6)
})

test('nothing is told where a profile only leads from its colours: the render was not converted to them', async () => {
  expect(await told(await withProfile(await tableProfile(false)), usualDrift)).toBeNull()
})

test('surroundings in ink have the colours of the scene, too: drift is undone before it is ink', async () => {
  const profile = await builtInProfile('cmyk')
  const { file } = await expanded(await inInk(middle, profile), usualDrift)
  const beside = { ...scene, width: original.left }
  const cut = (picture: Buffer) => sharp(picture).toColourspace('srgb').extract(beside).png().toBuffer()
  // By curves of ink alone it were 3.
  expect(await meanDifference(await cut(file), await cut(await inInk(whole, profile)))).toBeLessThan(1.5)
})
