/** Bytes of each piece of what is written. */
const pieceBytes = 4 * 1024 * 1024

/** Writes numbers of a few bits each, lowest bits first, into pieces: nothing is copied when there are more. */
export class BitWriter {
  readonly #full: Buffer[] = []
  #piece = Buffer.allocUnsafeSlow(pieceBytes)
  #at = 0
  #bits = 0
  /** Bits that wait for a whole pair of bytes; less than 16. */
  #waiting = 0

  /** @param count of bits, at most 16; the value has no others. */
  write(value: number, count: number): void {
    this.#bits |= value << this.#waiting
    this.#waiting += count
    if (this.#waiting < 16) return
    this.#piece[this.#at] = this.#bits
    this.#piece[this.#at + 1] = this.#bits >>> 8
    this.#bits >>>= 16
    this.#waiting -= 16
    this.#at += 2
    if (this.#at < pieceBytes) return
    this.#full.push(this.#piece)
    this.#piece = Buffer.allocUnsafeSlow(pieceBytes)
    this.#at = 0
  }

  /** All that was written, filled up to whole bytes. Nothing can be written any more. */
  end(): readonly Buffer[] {
    const last = Buffer.from([this.#bits, this.#bits >>> 8]).subarray(0, Math.ceil(this.#waiting / 8))
    return [...this.#full, this.#piece.subarray(0, this.#at), last]
  }
}
