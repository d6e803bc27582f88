/** A point in CIE's xy diagram. */
type Chromaticity = readonly [x: number, y: number]

/** The corners and the white of an RGB space. */
export interface Primaries {
  readonly red: Chromaticity
  readonly green: Chromaticity
  readonly blue: Chromaticity
  readonly white: Chromaticity
}

/** How samples become light: a plain gamma, sRGB's curve, or a table of it, evenly spaced, of at most `longestTable` 65535ths. */
export type Transfer = number | 'srgb' | Uint16Array

/** lcms refuses tables eight times as long; finer ones show nothing. */
export const longestTable = 4096

type Triple = readonly [number, number, number]

type Matrix = readonly [Triple, Triple, Triple]

/** D50, the white that profiles count from. */
const d50: Triple = [0.9642, 1, 0.8249]

/** From XYZ to the cones' responses (Bradford), as the ICC has it. */
const bradford: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
]

/** sRGB's curve in the five numbers of a `para` tag of type 3. */
const srgbCurve = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] as const

/**
 * An ICC profile (version 4) of an RGB space; `name` is what programs list it as.
 * @param green and `blue`: default: the same as of red.
 */
export function rgbProfile(
  name: string,
  primaries: Primaries,
  red: Transfer,
  green: Transfer = red,
  blue: Transfer = red,
): Buffer {
  const colorants = colorantsOf(primaries)
  const tags = (['rXYZ', 'gXYZ', 'bXYZ'] as const).map((tag, i) => [tag, xyzTag(column(colorants, i))] as const)
  return profile('RGB ', name, [...tags, ['rTRC', curveTag(red)], ['gTRC', curveTag(green)], ['bTRC', curveTag(blue)]])
}

/** An ICC profile (version 4) of a grey scale. */
export function greyProfile(name: string, transfer: Transfer): Buffer {
  return profile('GRAY', name, [['kTRC', curveTag(transfer)]])
}

/** The colorants seen by D50, in columns: each as bright as it has to be for all three to make white. */
function colorantsOf({ red, green, blue, white }: Primaries): Matrix {
  const [r, g, b] = [xyzOf(red), xyzOf(green), xyzOf(blue)]
  const corners: Matrix = [
    [r[0], g[0], b[0]],
    [r[1], g[1], b[1]],
    [r[2], g[2], b[2]],
  ]
  const brightness = apply(inverse(corners), xyzOf(white))
  const own = corners.map((row) => row.map((value, i) => value * (brightness[i] as number))) as unknown as Matrix
  return multiply(adaptation(xyzOf(white)), own)
}

/** From XYZ under a white to XYZ under D50. */
function adaptation(white: Triple): Matrix {
  const from = apply(bradford, white)
  const to = apply(bradford, d50)
  const scaled = bradford.map((row, i) =>
    row.map((value) => (value * (to[i] as number)) / (from[i] as number)),
  ) as unknown as Matrix
  return multiply(inverse(bradford), scaled)
}

function xyzOf([x, y]: Chromaticity): Triple {
  return [x / y, 1, (1 - x - y) / y]
}

function column(matrix: Matrix, i: number): Triple {
  return matrix.map((row) => row[i]) as unknown as Triple
}

function apply(matrix: Matrix, vector: Triple): Triple {
  return matrix.map((row) => row.reduce((sum, value, i) => sum + value * (vector[i] as number), 0)) as unknown as Triple
}

function multiply(a: Matrix, b: Matrix): Matrix {
  const columns = [0, 1, 2].map((i) => apply(a, column(b, i)))
  return [0, 1, 2].map((row) => columns.map((values) => values[row])) as unknown as Matrix
}

function inverse([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  return [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ].map((row) => row.map((value) => value / determinant)) as unknown as Matrix
}

/** A number in 65,536ths. */
function fixed(value: number): number {
  return Math.round(value * 65_536)
}

function xyzTag(values: Triple): Buffer {
  const tag = Buffer.alloc(20)
  tag.write('XYZ ', 0, 'latin1')
  values.forEach((value, i) => {
    tag.writeInt32BE(fixed(value), 8 + 4 * i)
  })
  return tag
}

function curveTag(transfer: Transfer): Buffer {
  if (transfer instanceof Uint16Array) return tableTag(transfer)
  const values = transfer === 'srgb' ? srgbCurve : [transfer]
  const tag = Buffer.alloc(12 + 4 * values.length)
  tag.write('para', 0, 'latin1')
  tag.writeUInt16BE(transfer === 'srgb' ? 3 : 0, 8)
  values.forEach((value, i) => {
    tag.writeInt32BE(fixed(value), 12 + 4 * i)
  })
  return tag
}

function tableTag(table: Uint16Array): Buffer {
  // Tags begin at multiples of 4 bytes.
  const tag = Buffer.alloc(12 + 4 * Math.ceil(table.length / 2))
  tag.write('curv', 0, 'latin1')
  tag.writeUInt32BE(table.length, 8)
  table.forEach((value, i) => {
    tag.writeUInt16BE(value, 12 + 2 * i)
  })
  return tag
}

/** One English text. */
function textTag(text: string): Buffer {
  const head = Buffer.from('mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS', 'latin1')
  const place = Buffer.alloc(8)
  const characters = Buffer.from(text, 'utf16le').swap16()
  place.writeUInt32BE(characters.length, 0)
  place.writeUInt32BE(head.length + place.length, 4)
  const padding = Buffer.alloc(-characters.length & 3)
  return Buffer.concat([head, place, characters, padding])
}

function profile(space: string, name: string, colours: readonly (readonly [string, Buffer])[]): Buffer {
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', textTag(name)],
    ['cprt', textTag('CC0')],
    ['wtpt', xyzTag(d50)],
    ...colours,
  ]
  const head = Buffer.alloc(128)
  const table = Buffer.alloc(4 + 12 * tags.length)
  table.writeUInt32BE(tags.length, 0)
  let start = head.length + table.length
  tags.forEach(([tag, { length }], i) => {
    table.write(tag, 4 + 12 * i, 'latin1')
    table.writeUInt32BE(start, 8 + 12 * i)
    table.writeUInt32BE(length, 12 + 12 * i)
    start += length
  })
  head.writeUInt32BE(start, 0)
  head.writeUInt32BE(0x0420_0000, 8)
  head.write(`mntr${space}XYZ `, 12, 'latin1')
  head.write('acsp', 36, 'latin1')
  d50.forEach((value, i) => {
    head.writeInt32BE(fixed(value), 68 + 4 * i)
  })
  return Buffer.concat([head, table, ...tags.map(([, tag]) => tag)])
}
