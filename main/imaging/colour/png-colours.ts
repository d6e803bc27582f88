import type { FileBytes } from '../file-bytes'
import { type CodedProfile, codedProfile, saidProfile } from './colour-code'
import { cornersOf } from './corners'
import type { Primaries } from './matrix-profile'

const signatureBytes = 8

/** Gammas closer than this to sRGB's look the same: most programs write 0.45455 and mean sRGB. */
const gammaTolerance = 0.05

const plain: CodedProfile = { kind: 'plain' }

/**
 * How a PNG's colours are meant when it says so by its own chunks (cICP, cHRM, gAMA) rather than by an ICC profile, which
 * comes first.
 */
export function pngColours(file: FileBytes, isGrey: boolean): CodedProfile {
  const chunks = colourChunks(file)
  const code = chunks.get('cICP')
  if (code && code.length >= 2) {
    return codedProfile({ primaries: code.readUInt8(0), transfer: code.readUInt8(1) }, isGrey)
  }
  if (chunks.has('iCCP') || chunks.has('sRGB')) return plain
  const gamma = gammaOf(chunks.get('gAMA'))
  const said = { corners: chunkCorners(chunks.get('cHRM')), curves: gamma === null ? null : ([gamma] as const) }
  return saidProfile('PNG colours', said, isGrey)
}

/** Chunks before the picture's data that say something about colours. */
function colourChunks(file: FileBytes): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (let at = signatureBytes; at + 12 <= file.length; ) {
    const head = file.read(at, 8)
    if (head.length < 8) break
    const length = head.readUInt32BE(0)
    const type = head.toString('latin1', 4, 8)
    if (type === 'IDAT') break
    if (['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM'].includes(type))
      found.set(type, file.read(at + 8, Math.min(length, 32)))
    at += 12 + length
  }
  return found
}

/** The gamma that makes light of samples; null when it is as good as sRGB's, or nonsense. */
function gammaOf(chunk: Buffer | undefined): number | null {
  if (!chunk || chunk.length < 4) return null
  const gamma = 100_000 / chunk.readUInt32BE(0)
  if (!Number.isFinite(gamma) || gamma < 0.1 || gamma > 10) return null
  return Math.abs(gamma - 2.2) <= gammaTolerance ? null : gamma
}

function chunkCorners(chunk: Buffer | undefined): Primaries | null {
  if (!chunk || chunk.length < 32) return null
  const point = (i: number) => [chunk.readUInt32BE(8 * i) / 100_000, chunk.readUInt32BE(8 * i + 4) / 100_000] as const
  return cornersOf({ white: point(0), red: point(1), green: point(2), blue: point(3) })
}
