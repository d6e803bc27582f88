import type { Sharp } from 'sharp'
import type { Point, Rect, Size } from '../../core/geometry/types'
import { type Layout, manyChannels, type Raster, rasterBytes, type SampleBits, samplesOf, vipsSpace } from './raster'
import { commonRect } from './rects'
import { headerBytes, isPlainSamples } from './samples-file'
import { isBorrowed, openPicture } from './sharp'
import { turnedPart } from './turned-part'

/** sharp's names of the kinds of samples. */
export const sharpDepths = { 8: 'uchar', 16: 'ushort', 32: 'float' } as const

/**
 * Where a photo lies on a canvas, px: what a plan says, or the same at the size of a working copy, which may show a part
 * of the photo or none of it.
 */
export interface Placement {
  /** The size it has there; its own, unless it is to be resampled. */
  readonly photo: Size
  readonly canvas: Size
  /** Negative where it begins outside of the canvas. */
  readonly original: Point
}

/**
 * A photo, oriented, where it belongs on the canvas; around it is nothing of meaning yet. Unless it is resampled its
 * samples are exactly what the decoder gives, in their own colours. There is room before those that are encoded as a file.
 * @param bits the photo's own; 8 of RGB with 16: the nearest of 256 steps, without all 16 ever being in memory.
 * @param orientation that it is still to be turned by, of a file that does not say so and gives its parts in any order: no
 *   more of it than what is shown is ever in memory then. It is not resampled.
 * @throws sharp's errors: the file is damaged
 */
export async function decodeOntoCanvas(
  input: Buffer | string,
  photo: Layout,
  placement: Placement,
  bits: SampleBits = photo.bits,
  orientation?: number,
): Promise<Raster> {
  const layout: Layout = { ...photo, ...placement.canvas, bits }
  const shown = shownOf(placement)
  if (!shown) return { ...layout, samples: samplesOf(new Uint8Array(rasterBytes(layout)), bits) }
  // sharp's raw output of `b-w` has the first channel only.
  const splits = vipsSpace(photo) === 'b-w' && photo.channels > 1
  const rowBytes = rasterBytes(layout) / layout.height
  const above = isPlainSamples(layout) ? 0 : Math.ceil(headerBytes(layout) / rowBytes)
  const higher: Layout = { ...layout, height: layout.height + above }
  const { left, top } = placement.original
  const moved: Placement = { ...placement, canvas: higher, original: { left, top: top + above } }
  const decode = () => {
    const part =
      orientation === undefined
        ? shownPart(input, photo, moved, shown)
        : turnedPart(unconvertedPicture(input, photo, false), photo, shown, orientation)
    const picture = extended(part, photo, moved, shown)
    return bits === photo.bits ? picture : inSteps(picture, photo.channels)
  }
  const bytes = ownBytes(splits ? await interleaved(decode, higher) : await rawBytes(decode(), higher), bits / 8)
  const start = above * rowBytes
  return { ...layout, samples: samplesOf(bytes.subarray(start), bits), room: bytes.subarray(0, start) }
}

/** The part of the photo that is on the canvas, px from the photo's corner; `null` when that is none of it. */
function shownOf({ photo, canvas, original }: Placement): Rect | null {
  const there = commonRect({ ...photo, ...original }, { ...canvas, left: 0, top: 0 })
  return there && { ...there, left: there.left - original.left, top: there.top - original.top }
}

/**
 * A photo in its own colours and depth: the embedded profile is not applied, and CMYK stays CMYK, which the pipeline must be
 * told.
 * @param autoOrient whether it is upright, or as it is stored.
 */
export function unconvertedPicture(input: Buffer | string, layout: Layout, autoOrient = true): Sharp {
  const space = vipsSpace(layout)
  const picture = openPicture(input, { autoOrient, ignoreIcc: true }).toColourspace(space)
  return space === 'cmyk' ? picture.pipelineColourspace(space) : picture
}

/** A part of a photo in the size that it has on the canvas. */
function shownPart(input: Buffer | string, layout: Layout, { photo }: Placement, shown: Rect): Sharp {
  const whole = unconvertedPicture(input, layout)
  const isResampled = photo.width !== layout.width || photo.height !== layout.height
  const resampled = isResampled ? whole.resize({ width: photo.width, height: photo.height, fit: 'fill' }) : whole
  const isCut = shown.width !== photo.width || shown.height !== photo.height
  return isCut ? resampled.extract(shown) : resampled
}

/** What is around a part that is shown: nothing of meaning. */
function extended(part: Sharp, layout: Layout, { canvas, original }: Placement, shown: Rect): Sharp {
  const [left, top] = [original.left + shown.left, original.top + shown.top]
  return part.extend({
    left,
    top,
    right: canvas.width - left - shown.width,
    bottom: canvas.height - top - shown.height,
    extendWith: layout.channels >= manyChannels ? 'copy' : 'background',
    // A transparent background would add alpha to a photo that has none.
    background: { r: 0, g: 0, b: 0, alpha: layout.hasAlpha ? 0 : 1 },
  })
}

/** Each channel of 16 bits in 256 steps, ready to be cut to whole numbers. */
function inSteps(picture: Sharp, channels: number): Sharp {
  const each = (value: number) => Array.from({ length: channels }, () => value)
  return picture.linear(each(1 / 257), each(0.5))
}

function rawBytes(picture: Sharp, { bits }: Layout): Promise<Buffer> {
  return picture.raw({ depth: sharpDepths[bits] }).toBuffer()
}

/** Decodes once for each channel and puts the channels together. */
export async function interleaved(decode: () => Sharp, layout: Layout): Promise<Buffer> {
  const { channels, bits } = layout
  const all = Buffer.allocUnsafeSlow(rasterBytes(layout))
  const samples = samplesOf(all, bits)
  for (const channel of [0, 1, 2, 3] as const) {
    if (channel >= channels) break
    const bytes = await rawBytes(decode().extractChannel(channel), layout)
    const one = samplesOf(ownBytes(bytes, bits / 8), bits)
    for (let i = 0; i < one.length; i++) samples[i * channels + channel] = one[i] as number
  }
  return all
}

/** Bytes that can be looked at as samples of `size` bytes: those start at a multiple of it, and stay. */
export function ownBytes(bytes: Buffer, size: number): Uint8Array {
  if (size === 1) return bytes
  return isBorrowed(bytes) || bytes.byteOffset % size !== 0 ? new Uint8Array(bytes) : bytes
}
