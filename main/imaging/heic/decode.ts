import type { Layout, Samples } from '../raster'
import { samplesFile } from '../samples-file'
import type { PictureGrid } from './grid'
import { type HeicPicture, withHeic } from './libheif'
import { asCoded, placePart } from './placing'

/**
 * A HEIC file's main picture as a file that sharp opens: upright, its samples as they are decoded, those of more than 8
 * bits stretched to 16.
 * @param layout as the file's header has it.
 * @param profile the ICC profile by which its colours are meant.
 * @param grid the tiles that it is decoded by; null where it is decoded as a whole, of which it is there three times.
 * @throws {HeifError} when it is broken inside
 */
export function decodeHeic(
  file: Uint8Array,
  layout: Layout,
  profile: Buffer | null,
  grid: PictureGrid | null,
): Promise<Buffer> {
  const use = ({ width, height, channels, isDeep, isPremultiplied, parts }: HeicPicture) => {
    const decoded: Layout = { ...layout, width, height, channels, hasAlpha: channels === 4, bits: isDeep ? 16 : 8 }
    const { file: wrapped, samples } = samplesFile(decoded, profile)
    const placing = grid?.placing ?? asCoded(decoded)
    for (const part of parts) placePart(part, placing, samples, channels)
    if (isPremultiplied) divideByAlpha(samples, isDeep ? 0xffff : 0xff)
    return wrapped
  }
  return withHeic(file, grid, use)
}

/** Colours that were multiplied with alpha are made plain again: everything else here takes them for that. */
function divideByAlpha(samples: Samples, full: number): void {
  for (let i = 3; i < samples.length; i += 4) {
    const alpha = samples[i] as number
    if (alpha === 0 || alpha === full) continue
    for (let k = i - 3; k < i; k++) samples[k] = Math.min(full, Math.round(((samples[k] as number) * full) / alpha))
  }
}
