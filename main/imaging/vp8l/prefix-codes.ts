import type { BitWriter } from './bit-writer'

/** Most bits of a symbol's code, and of the codes by which codes' lengths are told (RFC 9649, 3.7.2.1). */
const longest = 15
const longestOfLengths = 7

/** The order in which lengths of lengths' codes are told. */
const lengthsOrder = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] as const

/** How runs of lengths are told: by a symbol, from a shortest run on, with more bits for what is beyond that. */
const runs = {
  same: { symbol: 16, least: 3, bits: 2 },
  zeros: { symbol: 17, least: 3, bits: 3 },
  manyZeros: { symbol: 18, least: 11, bits: 7 },
} as const

/** A prefix code, as it is written: what stands for each symbol, and how many bits that has. */
export interface PrefixCode {
  /** As they are told; 0: the symbol is not used. */
  readonly lengths: Uint8Array
  readonly codes: Uint16Array
  /** Bits to be written: none where there is one symbol only. */
  readonly bits: Uint8Array
}

/** The best prefix code for symbols that come so often. */
export function prefixCode(counts: Uint32Array, most = longest): PrefixCode {
  const lengths = limitedLengths(counts, most)
  const isOne = lengths.reduce((used, length) => used + Math.sign(length), 0) === 1
  return { lengths, codes: canonicalCodes(lengths), bits: isOne ? new Uint8Array(lengths.length) : lengths }
}

/** Rare symbols count as less rare until no code is too long. */
function limitedLengths(counts: Uint32Array, most: number): Uint8Array {
  for (let least = 1; ; least *= 2) {
    const lengths = huffmanLengths(counts.map((count) => (count === 0 ? 0 : Math.max(count, least))))
    if (lengths.every((length) => length <= most)) return lengths
  }
}

/** Huffman's: the two rarest are joined until one is left. */
function huffmanLengths(counts: Uint32Array): Uint8Array {
  const lengths = new Uint8Array(counts.length)
  const leaves = [...counts.keys()].filter((symbol) => counts[symbol] !== 0)
  leaves.sort((a, b) => (counts[a] as number) - (counts[b] as number))
  if (leaves.length === 1) lengths[leaves[0] as number] = 1
  // Nodes: the leaves, then what was joined, both ever more frequent.
  const weights = leaves.map((symbol) => counts[symbol] as number)
  const parents: number[] = []
  let [leaf, joined] = [0, leaves.length]
  const rarest = () => {
    const isLeaf =
      leaf < leaves.length && (joined >= weights.length || (weights[leaf] as number) <= (weights[joined] as number))
    return isLeaf ? leaf++ : joined++
  }
  while (weights.length < 2 * leaves.length - 1) {
    const [a, b] = [rarest(), rarest()]
    parents[a] = weights.length
    parents[b] = weights.length
    weights.push((weights[a] as number) + (weights[b] as number))
  }
  const depths = new Uint16Array(weights.length)
  for (let node = weights.length - 2; node >= 0; node--) {
    depths[node] = (depths[parents[node] as number] as number) + 1
    const symbol = leaves[node]
    if (symbol !== undefined) lengths[symbol] = depths[node] as number
  }
  return lengths
}

/** The codes that lengths alone determine, their first bit lowest. */
function canonicalCodes(lengths: Uint8Array): Uint16Array {
  const codes = new Uint16Array(lengths.length)
  let next = 0
  for (let length = 1; length <= longest; length++) {
    next <<= 1
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] === length) codes[symbol] = reversed(next++, length)
    }
  }
  return codes
}

function reversed(value: number, bits: number): number {
  let result = 0
  for (let bit = 0; bit < bits; bit++) result |= ((value >> bit) & 1) << (bits - 1 - bit)
  return result
}

/** Tells a prefix code: by its symbols where it has one or two, else by the lengths of all (RFC 9649, 3.7.2.1). */
export function writePrefixCode(writer: BitWriter, { lengths }: PrefixCode): void {
  const used = [...lengths.keys()].filter((symbol) => lengths[symbol] !== 0)
  // Only small symbols can be told so.
  if (used.length > 2 || used.some((symbol) => symbol > 255)) {
    writeLengths(writer, lengths)
    return
  }
  const [first = 0, second] = used
  writer.write(1, 1)
  writer.write(second === undefined ? 0 : 1, 1)
  writer.write(first > 1 ? 1 : 0, 1)
  writer.write(first, first > 1 ? 8 : 1)
  if (second !== undefined) writer.write(second, 8)
}

function writeLengths(writer: BitWriter, lengths: Uint8Array): void {
  const tokens = tokensOf(lengths)
  const counts = new Uint32Array(lengthsOrder.length)
  for (const { symbol } of tokens) counts[symbol] = (counts[symbol] as number) + 1
  const code = prefixCode(counts, longestOfLengths)
  const told =
    1 +
    Math.max(
      3,
      lengthsOrder.findLastIndex((symbol) => code.lengths[symbol] !== 0),
    )
  writer.write(0, 1)
  writer.write(told - 4, 4)
  for (const symbol of lengthsOrder.slice(0, told)) writer.write(code.lengths[symbol] as number, 3)
  // Of all symbols.
  writer.write(0, 1)
  for (const { symbol, beyond, bits } of tokens) {
    writer.write(code.codes[symbol] as number, code.bits[symbol] as number)
    writer.write(beyond, bits)
  }
}

interface Token {
  readonly symbol: number
  readonly beyond: number
  readonly bits: number
}

/** Lengths with runs of them taken together. */
function tokensOf(lengths: Uint8Array): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at] as number
    let end = at + 1
    while (lengths[end] === length) end++
    if (length > 0) tokens.push({ symbol: length, beyond: 0, bits: 0 })
    let left = end - at - (length > 0 ? 1 : 0)
    while (left > 0) {
      const run = length > 0 ? runs.same : left < runs.manyZeros.least ? runs.zeros : runs.manyZeros
      const taken = Math.min(left, run.least + (1 << run.bits) - 1)
      if (taken < run.least) {
        tokens.push({ symbol: length, beyond: 0, bits: 0 })
        left--
        continue
      }
      tokens.push({ symbol: run.symbol, beyond: taken - run.least, bits: run.bits })
      left -= taken
    }
    at = end
  }
  return tokens
}
