import type { BitWriter } from './bit-writer'
import { type PrefixCode, prefixCode, writePrefixCode } from './prefix-codes'

/** Px that were seen not long ago have symbols of their own: so many, 2 to the power of these bits. */
export const cacheBits = 10

/** Symbols of a green or of the length of a copy, then those of px seen before; red, blue, alpha; distances of copies. */
const literals = 256 + 24
const values = 256
const distances = 40

/** Where each channel's counts begin among a group's. */
const starts = { green: 0, cached: literals, red: literals + (1 << cacheBits), blue: 0, alpha: 0 }
starts.blue = starts.red + values
starts.alpha = starts.blue + values

/** How often each symbol comes in the blocks of a group. */
export class GroupCounts {
  readonly #counts = new Uint32Array(starts.alpha + values)

  /** @param place among the px seen before, or -1. */
  add(pixel: number, place: number): void {
    if (place >= 0) {
      this.#count(starts.cached + place)
      return
    }
    this.#count((pixel >>> 8) & 255)
    this.#count(starts.red + ((pixel >>> 16) & 255))
    this.#count(starts.blue + (pixel & 255))
    this.#count(starts.alpha + (pixel >>> 24))
  }

  codes(): GroupCodes {
    const part = (from: number, to: number) => prefixCode(this.#counts.subarray(from, to))
    return new GroupCodes([
      part(0, starts.red),
      part(starts.red, starts.blue),
      part(starts.blue, starts.alpha),
      part(starts.alpha, starts.alpha + values),
      prefixCode(new Uint32Array(distances)),
    ])
  }

  #count(at: number): void {
    this.#counts[at] = (this.#counts[at] as number) + 1
  }
}

type Codes = readonly [green: PrefixCode, red: PrefixCode, blue: PrefixCode, alpha: PrefixCode, distance: PrefixCode]

/** The prefix codes of a group's blocks. */
export class GroupCodes {
  readonly #codes: Codes

  constructor(codes: Codes) {
    this.#codes = codes
  }

  tell(writer: BitWriter): void {
    for (const code of this.#codes) writePrefixCode(writer, code)
  }

  /** @param place among the px seen before, or -1. */
  write(writer: BitWriter, pixel: number, place: number): void {
    const [green, red, blue, alpha] = this.#codes
    if (place >= 0) {
      put(writer, green, starts.cached + place)
      return
    }
    put(writer, green, (pixel >>> 8) & 255)
    put(writer, red, (pixel >>> 16) & 255)
    put(writer, blue, pixel & 255)
    put(writer, alpha, pixel >>> 24)
  }
}

function put(writer: BitWriter, { codes, bits }: PrefixCode, symbol: number): void {
  writer.write(codes[symbol] as number, bits[symbol] as number)
}

/** A picture of small numbers, which stand where green would; without a cache, and in codes of its own. */
export function writeSmallImage(writer: BitWriter, numbers: Uint8Array): void {
  const counts = new Uint32Array(literals)
  for (const number of numbers) counts[number] = (counts[number] as number) + 1
  const green = prefixCode(counts)
  writer.write(0, 1)
  const nothing = prefixCode(new Uint32Array(values))
  for (const code of [green, nothing, nothing, nothing, nothing]) writePrefixCode(writer, code)
  for (const number of numbers) put(writer, green, number)
}

/** Px seen not long ago, each in the place that its value gives it (RFC 9649, 5.2.3). */
export class PixelCache {
  readonly #pixels = new Int32Array(1 << cacheBits)

  /** Where a px is, or -1 when it is not there; it is afterwards. */
  placeOf(pixel: number): number {
    const place = Math.imul(0x1e35a7bd, pixel) >>> (32 - cacheBits)
    if (this.#pixels[place] === pixel) return place
    this.#pixels[place] = pixel
    return -1
  }
}
