import sharp, { type Sharp, type SharpOptions } from 'sharp'
import type { Samples } from './raster'

// libvips' cache keeps files open and memory that the pool would take for growth; nothing is opened twice in a row here.
sharp.cache(false)

// Only the five formats: nothing hidden in an SVG, PDF or GIF is ever run, and opening a header takes half the time.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadTiff',
    'VipsForeignLoadWebp',
    'VipsForeignLoadHeif',
  ],
})

/**
 * How pictures are opened. `error`: what is cut off or broken inside fails, rather than ending in a grey area; warnings
 * (a strange tag, extra bytes) do not. Sizes are checked by us, with words, before any pixel is read.
 */
const reading: SharpOptions = { failOn: 'error', limitInputPixels: false, limitInputChannels: false }

/** Opens a picture by path, from its bytes or, with `raw` options, from its samples. */
export function openPicture(input: string | Buffer | Samples, options: SharpOptions = {}): Sharp {
  return sharp(input, { ...reading, ...options })
}

/** A picture of one black px, transparent when it has alpha. */
export function createPixel(hasAlpha: boolean): Sharp {
  const background = { r: 0, g: 0, b: 0, alpha: 0 }
  return sharp({ create: { width: 1, height: 1, channels: hasAlpha ? 4 : 3, background } })
}

/** Runs a pipeline to its encoded bytes. */
export async function bytesOf(picture: Sharp): Promise<Buffer> {
  const bytes = await picture.toBuffer()
  return isBorrowed(bytes) ? Buffer.from(bytes) : bytes
}

/**
 * Whether a buffer is a view of the heap of sharp's WebAssembly build, which frees that part together with the Buffer it
 * gave: another view of it, or one in another thread, would be left with whatever comes next.
 */
export function isBorrowed(bytes: Buffer): boolean {
  return bytes.buffer instanceof SharedArrayBuffer
}
