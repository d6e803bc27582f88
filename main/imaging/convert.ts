import type { Conversion, SampleBits, TargetProfile } from '../../core/conversion'
import { ownBytes, sharpDepths } from './decode'
import { inBits } from './depths'
import { freeMemory } from './free-memory'
import { isUsable, matrixProfileOf } from './icc'
import { inMatrixProfile } from './matrix-colours'
import type { Pace } from './pace'
import { assumedProfile, type BuiltInProfile, builtInProfile } from './profiles'
import {
  colourChannels,
  fullScale,
  type Layout,
  type Raster,
  rasterBytes,
  type Samples,
  samplesOf,
  vipsSpace,
} from './raster'
import { emptyRaster, samplesFile } from './samples-file'
import { openPicture } from './sharp'

const builtIns: Readonly<Record<TargetProfile, BuiltInProfile>> = { srgb: 'srgb', 'display-p3': 'p3' }

/** Px converted at once: enough to be worth a call, few enough that a copy of them does not count. */
const stripPixels = 2_000_000

/** From so many bytes on a picture leaves no room for what is done with, once it is converted to a new one. */
const largeBytes = 512e6

/** A profile to be embedded. */
export function profileBytes(profile: TargetProfile): Promise<Buffer> {
  return builtInProfile(builtIns[profile])
}

/**
 * A picture's samples as they are to be written, but for what flattens and resamples it. What it is given may be changed.
 * @param own the photo's profile
 * @throws {AppError} `cancelled`
 */
export async function convert(
  picture: Raster,
  conversion: Pick<Conversion, 'profile' | 'convertsColours' | 'model' | 'bits'>,
  own: Buffer | null,
  pace: Pace,
): Promise<Raster> {
  const { profile, convertsColours, model, bits } = conversion
  const converted = convertsColours && profile ? await inProfile(picture, own, { profile, bits }, pace) : picture
  const deep = await inBits(converted, bits, pace)
  return model === 'rgb' && deep.model === 'grey' ? inRgb(deep, pace) : deep
}

/** What colours are converted to. */
interface Target {
  readonly profile: TargetProfile
  /** What they are to be in the end. */
  readonly bits: SampleBits
}

/**
 * A picture's colours in another profile, as deep as they were, or at once as they are to be in the end; alpha stays as it
 * is. Reckoned where both profiles are curves and a matrix, else by lcms.
 */
async function inProfile(picture: Raster, own: Buffer | null, to: Target, pace: Pace): Promise<Raster> {
  const { model, bits } = picture
  const given = own && isUsable(own, model) ? own : null
  // Grey that nothing explains has the tones of sRGB, and so of Display P3.
  if (model === 'grey' && !given) return inRgb(picture, pace)
  const profile = given ?? (await assumedProfile(model))
  const from = model === 'cmyk' ? null : matrixProfileOf(profile, model)
  const target = matrixProfileOf(await profileBytes(to.profile), 'rgb')
  if (from && target && bits !== 32) return inMatrixProfile(picture, from, target, bits, pace)
  return byLcms(picture, profile, to, pace)
}

/**
 * Strip by strip, in one step: sharp's own way leads through sRGB, or Display P3 when samples are deep, and would cut off
 * what those cannot show. Of deep CMYK it gives 8 bits only. What is no larger than the picture takes its place.
 */
async function byLcms(picture: Raster, from: Buffer, to: Target, pace: Pace): Promise<Raster> {
  const { width, height, channels, model, bits, hasAlpha } = picture
  const layout: Layout = {
    width,
    height,
    channels: colourChannels.rgb + channels - colourChannels[model],
    hasAlpha,
    model: 'rgb',
    bits: model === 'cmyk' ? 8 : bits,
  }
  const whole = roomFor({ ...layout, bits: model === 'cmyk' ? to.bits : bits }, picture)
  const step = fullScale(whole.bits) / fullScale(layout.bits)
  const rows = Math.max(1, Math.floor(stripPixels / width))
  for (let top = 0; top < height; top += rows) {
    await pace.quietly(0, () => undefined)
    const strip = { ...picture, height: Math.min(rows, height - top) }
    const start = top * width * channels
    const cut = picture.samples.subarray(start, start + strip.height * width * channels)
    const converted = await convertStrip({ ...strip, samples: cut }, from, builtIns[to.profile], layout)
    const put = top * width * layout.channels
    if (step === 1) whole.samples.set(converted, put)
    else for (let i = 0; i < converted.length; i++) whole.samples[put + i] = (converted[i] as number) * step
    // Strips that are done with would pile up beside it.
    if (rasterBytes(picture) > largeBytes) await freeMemory()
  }
  return whole
}

/** A raster for what becomes of a picture from top to bottom: in its place, unless it is larger. */
function roomFor(layout: Layout, { samples, ...picture }: Raster): Raster {
  const bytes = rasterBytes(layout)
  if (bytes > rasterBytes(picture)) return emptyRaster(layout)
  return { ...layout, samples: samplesOf(new Uint8Array(samples.buffer, samples.byteOffset, bytes), layout.bits) }
}

async function convertStrip(strip: Raster, from: Buffer, to: BuiltInProfile, layout: Layout): Promise<Samples> {
  const { file, samples } = samplesFile(strip, from)
  samples.set(strip.samples)
  const space = vipsSpace(strip)
  // `ignoreIcc` keeps sharp from a first step of its own; the last one goes by the profile that the file still has.
  const opened = openPicture(file, { ignoreIcc: true }).toColourspace(space)
  const kept = space === 'cmyk' ? opened.pipelineColourspace(space) : opened
  const picture = kept.withIccProfile(to, { attach: false }).raw({ depth: sharpDepths[layout.bits] })
  const { data, info } = await picture.toBuffer({ resolveWithObject: true })
  if (info.channels !== layout.channels)
    throw new TypeError(`Expected ${layout.channels} channels, got ${info.channels}`)
  return samplesOf(ownBytes(data, layout.bits / 8), layout.bits)
}

/** Grey three times. */
async function inRgb(grey: Raster, pace: Pace): Promise<Raster> {
  const { width, height, channels } = grey
  const layout: Layout = { ...grey, model: 'rgb', channels: channels + 2 }
  const rgb = emptyRaster(layout)
  const { samples } = rgb
  await pace.quietly(height, (row) => {
    const end = (row + 1) * width * channels
    for (let i = row * width * channels, out = row * width * layout.channels; i < end; i += channels) {
      const value = grey.samples[i] as number
      for (let k = 0; k < 3; k++) samples[out++] = value
      for (let k = 1; k < channels; k++) samples[out++] = grey.samples[i + k] as number
    }
  })
  return rgb
}
