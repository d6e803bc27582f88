import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Metadata, Sharp } from 'sharp'
import { AppError } from '../../../core/errors'
import type { Size } from '../../../core/geometry/types'
import { ownBytes, sharpDepths } from '../decode'
import { colourChannels, type Layout, type Raster, samplesOf } from '../raster'
import { samplesFile } from '../samples-file'
import { bytesOf, createPixel, openPicture } from '../sharp'

/** Colours that no two common profiles have at the same place. */
const probes = Uint8Array.from([200, 30, 60, 20, 200, 90, 30, 60, 220, 230, 220, 40, 128, 128, 128, 40, 40, 40])

/** The colours of the photo that a render is to have. */
export interface PhotoColours extends Pick<Layout, 'model' | 'bits'> {
  /** Its ICC profile; sRGB, or what libvips takes for CMYK, when there is none. */
  readonly profile: Buffer | null
}

/** A render in the photo's colours, without alpha, and the size that its file has. */
export interface OpenRender {
  readonly raster: Raster
  readonly size: Size
}

/**
 * Decodes a render and converts it from sRGB to the photo's colours. Samples are finer than the photo's where that keeps
 * a conversion exact.
 * @param most the size of what it covers: a larger render is reduced to it.
 * @throws {AppError} `download-broken`
 */
export async function openRender(path: string, most: Size, photo: PhotoColours): Promise<OpenRender> {
  const { srgb, size } = await decode(path, most).catch((error: unknown) => {
    const message = `The picture at ${path}, which the service has painted, cannot be read: it is damaged or gone. It has to be fetched again.`
    throw new AppError('download-broken', message, { cause: error, retryable: true })
  })
  return { raster: await convert(srgb, photo), size }
}

async function decode(path: string, most: Size): Promise<{ readonly srgb: Raster; readonly size: Size }> {
  const metadata = await openPicture(path).metadata()
  const { width, height } = metadata
  const reduced = { width: Math.min(width, most.width), height: Math.min(height, most.height) }
  return { srgb: await srgbOf(path, metadata, reduced), size: { width, height } }
}

/** A picture of 8-bit sRGB. */
async function srgbOf(path: string, { depth, hasProfile }: Metadata, size: Size): Promise<Raster> {
  const picture = openPicture(path)
    .removeAlpha()
    .resize({ ...size, fit: 'fill', kernel: 'lanczos3' })
  // sharp takes deep pictures with a profile to Display P3 and leaves them there.
  const srgb = hasProfile && depth !== 'uchar' ? picture.withIccProfile('srgb', { attach: false }) : picture
  const bytes = await bytesOf(srgb.toColourspace('srgb').raw())
  return { ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8, samples: bytes }
}

async function convert(srgb: Raster, { model, bits, profile }: PhotoColours): Promise<Raster> {
  if (model === 'rgb' && bits === 32) return rawOf(openRaster(srgb).toColourspace('scrgb'), { ...srgb, bits })
  if (model === 'rgb' && !profile) return srgb
  if (profile) {
    const converted = await withProfileFile(profile, (file) => convertBy(file, srgb, model))
    if (converted) return converted
  }
  if (model === 'rgb') return srgb
  const space = model === 'grey' ? 'b-w' : 'cmyk'
  return rawOf(openRaster(srgb).toColourspace(space), { ...srgb, model, channels: colourChannels[model] })
}

/** Converts by a profile; null when it changes nothing, is broken, or is one for other colours than it is the profile of. */
async function convertBy(file: string, srgb: Raster, model: Layout['model']): Promise<Raster | null> {
  const layout: Layout = { ...srgb, model, channels: colourChannels[model], bits: model === 'rgb' ? 16 : 8 }
  try {
    if (model !== 'rgb') return await rawOf(openRaster(srgb).withIccProfile(file, { attach: false }), layout)
    if (await keepsSrgb(file)) return null
    const deep = (await openDeep(srgb)).toColourspace('rgb16')
    return await rawOf(deep.withIccProfile(file, { attach: false }), layout)
  } catch {
    return null
  }
}

/** Whether a profile leaves sRGB as it is: that of sRGB, as most photos have it, or one that sharp cannot use and ignores. */
async function keepsSrgb(file: string): Promise<boolean> {
  const width = probes.length / 3
  const probe: Raster = { width, height: 1, channels: 3, hasAlpha: false, model: 'rgb', bits: 8, samples: probes }
  const { samples } = await rawOf(openRaster(probe).withIccProfile(file, { attach: false }), probe)
  return samples.every((sample, i) => Math.abs(sample - (probes[i] as number)) <= 1)
}

/** The picture with 16 bits and a profile: without one sharp takes deep samples for Display P3. */
async function openDeep(srgb: Raster): Promise<Sharp> {
  const pixel = openPicture(await bytesOf(createPixel(false).withIccProfile('srgb').png()))
  const { icc = null } = await pixel.metadata()
  const { file, samples } = samplesFile({ ...srgb, bits: 16 }, icc)
  for (let i = 0; i < samples.length; i++) samples[i] = (srgb.samples[i] as number) * 257
  return openPicture(file)
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
