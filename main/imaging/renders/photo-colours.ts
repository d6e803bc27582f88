import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import { ownBytes, sharpDepths } from '../decode'
import { isUsable, matrixProfileOf, profileKind } from '../icc'
import { inMatrixProfile } from '../matrix-colours'
import type { Pace } from '../pace'
import { assumedProfile, builtInProfile } from '../profiles'
import { type ColourModel, colourChannels, type Layout, type Raster, samplesOf } from '../raster'
import { samplesFile } from '../samples-file'
import { openPicture } from '../sharp'

/** Colours that no two common profiles have at the same place. */
const probes = Uint8Array.from([200, 30, 60, 20, 200, 90, 30, 60, 220, 230, 220, 40, 128, 128, 128, 40, 40, 40])

/** The colours of the photo that a render is to have. */
export interface PhotoColours extends Pick<Layout, 'model' | 'bits'> {
  /** Its ICC profile; sRGB, or what libvips takes for CMYK, when there is none. */
  readonly profile: Buffer | null
}

/**
 * Converts a picture of 8-bit sRGB to a photo's colours. Its samples are finer than the photo's where that keeps the
 * conversion exact.
 * @throws {AppError} `cancelled`
 */
export async function inPhotoColours(
  srgb: Raster,
  { model, bits, profile }: PhotoColours,
  pace: Pace,
): Promise<Raster> {
  if (model === 'rgb' && bits === 32) return rawOf(openRaster(srgb).toColourspace('scrgb'), { ...srgb, bits })
  const usable = profile && isUsable(profile, model) ? profile : null
  const given = usable ?? (model === 'cmyk' ? await assumedProfile(model) : null)
  const converted = given && (await convertBy(given, srgb, model, pace))
  if (converted) return converted
  if (model === 'rgb') return srgb
  const space = model === 'grey' ? 'b-w' : 'cmyk'
  return rawOf(openRaster(srgb).toColourspace(space), { ...srgb, model, channels: colourChannels[model] })
}

/** Converts by a profile for such colours; null when it changes nothing, or is broken. */
async function convertBy(profile: Buffer, srgb: Raster, model: ColourModel, pace: Pace): Promise<Raster | null> {
  if (model === 'rgb' && profileKind(profile) === 'srgb') return null
  const [from, to] =
    model === 'cmyk' ? [] : [matrixProfileOf(await builtInProfile('srgb'), 'rgb'), matrixProfileOf(profile, model)]
  if (from && to) return inMatrixProfile(srgb, from, to, 16, pace)
  return withProfileFile(profile, (file) => convertByFile(file, srgb, model, pace))
}

/** Lets lcms convert; null when that changes nothing, or the profile is broken. */
async function convertByFile(file: string, srgb: Raster, model: ColourModel, pace: Pace): Promise<Raster | null> {
  if (model === 'rgb' && (await keepsSrgb(file))) return null
  const picture = model === 'rgb' ? await openDeep(srgb, pace) : openRaster(srgb)
  const layout: Layout = { ...srgb, model, channels: colourChannels[model], bits: model === 'rgb' ? 16 : 8 }
  try {
    return await rawOf(picture.withIccProfile(file, { attach: false }), layout)
  } catch {
    return null
  }
}

/** Whether a profile leaves sRGB as it is: that of sRGB, as most photos have it, or one that sharp cannot use and ignores. */
async function keepsSrgb(file: string): Promise<boolean> {
  const width = probes.length / 3
  const probe: Raster = { width, height: 1, channels: 3, hasAlpha: false, model: 'rgb', bits: 8, samples: probes }
  const converted = await openRaster(probe).withIccProfile(file, { attach: false }).raw().toBuffer()
  return probes.every((sample, i) => Math.abs(sample - (converted[i] ?? 0)) <= 1)
}

/** The picture with 16 bits and a profile: without one sharp takes deep samples for Display P3. */
async function openDeep(srgb: Raster, pace: Pace): Promise<Sharp> {
  const { file, samples } = samplesFile({ ...srgb, bits: 16 }, await builtInProfile('srgb'))
  const line = srgb.width * srgb.channels
  await pace.quietly(srgb.height, (row) => {
    for (let i = row * line; i < (row + 1) * line; i++) samples[i] = (srgb.samples[i] as number) * 257
  })
  return openPicture(file, { ignoreIcc: true }).toColourspace('rgb16')
}

function openRaster({ samples, width, height }: Raster): Sharp {
  return openPicture(samples, { raw: { width, height, channels: 3 } })
}

/** @throws {TypeError} when the pipeline gives other channels than expected. */
async function rawOf(picture: Sharp, layout: Layout): Promise<Raster> {
  const { data, info } = await picture.raw({ depth: sharpDepths[layout.bits] }).toBuffer({ resolveWithObject: true })
  if (info.channels !== layout.channels) {
    throw new TypeError(`Expected ${layout.channels} channels, got ${info.channels}`)
  }
  return { ...layout, samples: samplesOf(ownBytes(data, layout.bits / 8), layout.bits) }
}

/** sharp takes the profile to convert to by a file's name only. */
async function withProfileFile<T>(profile: Buffer, use: (file: string) => Promise<T>): Promise<T> {
  const file = join(tmpdir(), `outframe-${randomUUID()}.icc`)
  try {
    await writeFile(file, profile, { flag: 'wx' })
    return await use(file)
  } finally {
    await rm(file, { force: true })
  }
}
