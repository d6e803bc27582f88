import type { Layout, Samples } from '../raster'
import { samplesFile } from '../samples-file'
import { type DecodedPart, type HeicPicture, withHeic } from './libheif'

/**
 * A HEIC file's main picture as a file that sharp opens: upright, its samples as they are decoded, those of more than 8
 * bits stretched to 16.
 * @param layout as the file's header has it.
 * @param profile the ICC profile by which its colours are meant.
 * @param isByTiles whether it is decoded tile by tile: as a whole it is there three times.
 * @throws {HeifError} when it is broken inside
 */
export function decodeHeic(
  file: Uint8Array,
  layout: Layout,
  profile: Buffer | null,
  isByTiles: boolean,
): Promise<Buffer> {
  const use = ({ width, height, channels, isDeep, isPremultiplied, parts }: HeicPicture) => {
    const decoded: Layout = { ...layout, width, height, channels, hasAlpha: channels === 4, bits: isDeep ? 16 : 8 }
    const { file: wrapped, samples } = samplesFile(decoded, profile)
    for (const part of parts) copySamples(part, samples, decoded)
    if (isPremultiplied) divideByAlpha(samples, isDeep ? 0xffff : 0xff)
    return wrapped
  }
  return withHeic(file, isByTiles, use)
}

/** Puts a part where it belongs; what of it lies outside of the picture is left out. */
function copySamples(part: DecodedPart, samples: Samples, { width, height, channels }: Layout): void {
  const { left, top, bits, stride, bytes } = part
  const [before, above] = [Math.max(0, -left), Math.max(0, -top)]
  const line = (Math.min(part.width, width - left) - before) * channels
  for (let row = above; row < Math.min(part.height, height - top); row++) {
    const to = ((top + row) * width + left + before) * channels
    const start = bytes.byteOffset + row * stride + before * channels * (bits <= 8 ? 1 : 2)
    if (bits <= 8) {
      samples.set(new Uint8Array(bytes.buffer, start, line), to)
      continue
    }
    const deep = new Uint16Array(bytes.buffer, start, line)
    // The highest bits come again as the lowest, so that full intensity is full.
    for (let i = 0; i < line; i++) {
      const sample = deep[i] as number
      samples[to + i] = (sample << (16 - bits)) | (sample >> (2 * bits - 16))
    }
  }
}

/** Colours that were multiplied with alpha are made plain again: everything else here takes them for that. */
function divideByAlpha(samples: Samples, full: number): void {
  for (let i = 3; i < samples.length; i += 4) {
    const alpha = samples[i] as number
    if (alpha === 0 || alpha === full) continue
    for (let k = i - 3; k < i; k++) samples[k] = Math.min(full, Math.round(((samples[k] as number) * full) / alpha))
  }
}
