import type { ComposeRequest } from '../../core/imaging'
import type { FileBytes } from './file-bytes'

/** Chunks that are looked at: picture data comes after a few of metadata. */
const mostChunks = 64

/** Whether the (first) picture of a WebP is coded without loss: its data is a chunk VP8L instead of VP8. */
export function isLosslessWebp(file: FileBytes): boolean {
  // After RIFF, the length, and WEBP.
  for (let at = 12, count = 0; count < mostChunks; count++) {
    const head = file.read(at, 8)
    if (head.length < 8) return false
    const type = head.toString('latin1', 0, 4)
    if (type === 'VP8L' || type === 'VP8 ') return type === 'VP8L'
    const length = head.readUInt32LE(4)
    // A frame of an animation: chunks of its own after where and for how long it is shown.
    at += type === 'ANMF' ? 8 + 16 : 8 + length + (length % 2)
  }
  return false
}

/** A request where a lossless WebP that stays a WebP stays lossless, unless a quality is asked for. */
export function withOwnLoss(request: ComposeRequest, { isLossless }: { readonly isLossless: boolean }): ComposeRequest {
  const { format, encoding } = request
  if (!isLossless || format !== 'webp' || encoding.quality !== null) return request
  return { ...request, encoding: { ...encoding, quality: 100 } }
}
