import type { Layout, Samples } from '../raster'
import { samplesFile } from '../samples-file'
import { type DecodedPicture, withHeic } from './libheif'

/**
 * A HEIC file's main picture as a file that sharp opens: upright, its samples as they are decoded, those of more than 8
 * bits stretched to 16.
 * @param layout as the file's header has it.
 * @param profile the ICC profile by which its colours are meant.
 * @throws {HeifError} when it is broken inside
 */
export function decodeHeic(file: Uint8Array, layout: Layout, profile: Buffer | null): Promise<Buffer> {
  return withHeic(file, (picture) => {
    const { width, height, channels, bits } = picture
    const decoded: Layout = { ...layout, width, height, channels, hasAlpha: channels === 4, bits: bits > 8 ? 16 : 8 }
    const { file: wrapped, samples } = samplesFile(decoded, profile)
    copySamples(picture, samples)
    if (picture.isPremultiplied) divideByAlpha(samples, decoded.bits === 16 ? 0xffff : 0xff)
    return wrapped
  })
}

function copySamples({ width, height, channels, bits, stride, bytes }: DecodedPicture, samples: Samples): void {
  const line = width * channels
  for (let row = 0; row < height; row++) {
    const start = bytes.byteOffset + row * stride
    if (bits <= 8) {
      samples.set(new Uint8Array(bytes.buffer, start, line), row * line)
      continue
    }
    const deep = new Uint16Array(bytes.buffer, start, line)
    // The highest bits come again as the lowest, so that full intensity is full.
    for (let i = 0; i < line; i++) {
      const sample = deep[i] as number
      samples[row * line + i] = (sample << (16 - bits)) | (sample >> (2 * bits - 16))
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
