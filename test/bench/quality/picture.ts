import { openPicture } from '../../../main/imaging/sharp'

/** A picture of 8-bit RGB without alpha, in memory: what the measures look at. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** Decodes a file or bytes; nothing is converted but the number of channels. */
export async function readPicture(file: string | Buffer): Promise<Picture> {
  const { data, info } = await openPicture(file).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  if (info.channels !== 3) throw new TypeError(`Expected 3 channels, got ${info.channels}`)
  return { width: info.width, height: info.height, data }
}

/** The picture as PNG. */
export function pngOf({ width, height, data }: Picture): Promise<Buffer> {
  return openPicture(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

/** Brightness of every px, 0..255. */
export function lumaOf({ width, height, data }: Picture): Float32Array {
  const luma = new Float32Array(width * height)
  for (let i = 0, at = 0; i < luma.length; i++, at += 3) {
    luma[i] = 0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number)
  }
  return luma
}
