import { type ColourModel, colourChannels } from '../../core/conversion'

/** Bytes of a profile's head (ICC.1:2010, 7.2). */
const headBytes = 128

/** How the models are called in it. */
const spaces: Readonly<Record<ColourModel, string>> = { grey: 'GRAY', rgb: 'RGB ', cmyk: 'CMYK' }

/** Kinds of devices (7.2.5): others are no device's own colours. */
const classes: readonly string[] = ['mntr', 'scnr', 'prtr', 'spac']

/** What colours are converted by way of. */
const connections: readonly string[] = ['XYZ ', 'Lab ']

/** Kinds of tables (10.10 to 10.12). */
const tableTypes: readonly string[] = ['mft1', 'mft2', 'mAB ']

/** What lcms takes at most: the number of a major version, and tags. */
const mostVersion = 5
const mostTags = 100

type Xyz = readonly [number, number, number]

/** A tone curve, encoded to linear, both 0..1. */
export type ToneCurve = (value: number) => number

/** A profile that is nothing but tone curves and a matrix: what it says of a colour can be reckoned exactly. */
export interface MatrixProfile {
  readonly model: 'grey' | 'rgb'
  /** By channel. */
  readonly curves: readonly ToneCurve[]
  /** By channel: XYZ of its full intensity, as seen by D50. */
  readonly colorants: readonly Xyz[]
}

/** D50, the white of all profiles. */
export const white: Xyz = [0.9642, 1, 0.8249]

/** Of the spaces that can be chosen; their tone curve is sRGB's. */
const known: Readonly<Record<'srgb' | 'display-p3', readonly [Xyz, Xyz, Xyz]>> = {
  srgb: [
    [0.43607, 0.22249, 0.01392],
    [0.38515, 0.71687, 0.09708],
    [0.14307, 0.06061, 0.7141],
  ],
  'display-p3': [
    [0.51512, 0.2412, -0.00105],
    [0.29198, 0.69225, 0.04189],
    [0.1571, 0.06657, 0.78407],
  ],
}

/** How far the colorants of two profiles of the same space are apart, as different programs write them. */
const colorantSlack = 0.002

/** The same of their tone curves: less than one of 255 steps. */
const toneSlack = 0.8 / 255

/** Where the curves are compared. */
const tones = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 1] as const

/**
 * What a profile of RGB says: whether it is one of the two that can be chosen. Null when it is for other colours, or broken.
 */
export function profileKind(icc: Buffer): 'srgb' | 'display-p3' | 'other' | null {
  const profile = readProfile(icc, 'rgb')
  if (profile === null) return null
  if (profile === 'tables' || !profile.curves.every(isSrgbs)) return 'other'
  const isNear = (wanted: Xyz, i: number) =>
    wanted.every((value, k) => Math.abs((profile.colorants[i]?.[k] ?? 9) - value) < colorantSlack)
  return (['srgb', 'display-p3'] as const).find((name) => known[name].every(isNear)) ?? 'other'
}

function isSrgbs(curve: ToneCurve): boolean {
  return tones.every((tone) => Math.abs(srgbEncoded(curve(tone)) - tone) < toneSlack)
}

/** A profile as curves and a matrix; null when it is for other colours, has tables that render in their own way, or is broken. */
export function matrixProfileOf(icc: Buffer, model: 'grey' | 'rgb'): MatrixProfile | null {
  const profile = readProfile(icc, model)
  return profile === 'tables' ? null : profile
}

/** Whether colours of a model can be converted by a profile: it is whole, and one for them. */
export function isUsable(icc: Buffer, model: ColourModel): boolean {
  return readProfile(icc, model) !== null
}

/** Whether a profile that is usable leads to its colours, too: that of a scanner may only lead from them. */
export function convertsBack(icc: Buffer): boolean {
  const tags = tagsOf(icc)
  return tags.has('B2A0') || !tags.has('A2B0') || curvesAndMatrix(tags, 'rgb') !== null
}

/** A profile for colours of a model; null when lcms would not take it for one either. */
function readProfile(icc: Buffer, model: ColourModel): MatrixProfile | 'tables' | null {
  if (!isProfileOf(icc, model)) return null
  const tags = tagsOf(icc)
  const table = tags.get('A2B0')
  if (table) return isTable(table, model) ? 'tables' : null
  return model === 'cmyk' ? null : curvesAndMatrix(tags, model)
}

function isProfileOf(icc: Buffer, model: ColourModel): boolean {
  if (icc.length < headBytes + 4 || icc.readUInt8(8) > mostVersion || icc.readUInt32BE(headBytes) > mostTags)
    return false
  const word = (at: number) => icc.toString('latin1', at, at + 4)
  return (
    word(36) === 'acsp' && word(16) === spaces[model] && classes.includes(word(12)) && connections.includes(word(20))
  )
}

/** From as many channels as the model has to three. */
function isTable(tag: Buffer, model: ColourModel): boolean {
  return (
    tableTypes.includes(tag.toString('latin1', 0, 4)) &&
    tag[8] === colourChannels[model] &&
    tag[9] === colourChannels.rgb
  )
}

function curvesAndMatrix(tags: ReadonlyMap<string, Buffer>, model: 'grey' | 'rgb'): MatrixProfile | null {
  const names = model === 'grey' ? ['kTRC'] : ['rTRC', 'gTRC', 'bTRC']
  // Mostly the same three times, so that tables are made of it once.
  const [first] = names.map((name) => tags.get(name))
  const firstCurve = curveOf(first)
  const curves = names
    .map((name) => (first && tags.get(name)?.equals(first) ? firstCurve : curveOf(tags.get(name))))
    .filter((curve) => curve !== null)
  const colorants =
    model === 'grey'
      ? [white]
      : ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => xyzOf(tags.get(name))).filter((xyz) => xyz !== null)
  return curves.length === names.length && colorants.length === names.length ? { model, curves, colorants } : null
}

/** A profile's tags by name; what lies outside of the length that it says, or has, is left out. */
function tagsOf(icc: Buffer): ReadonlyMap<string, Buffer> {
  const tags = new Map<string, Buffer>()
  const length = Math.min(icc.length, icc.readUInt32BE(0))
  const count = icc.readUInt32BE(headBytes)
  for (let i = 0, at = headBytes + 4; i < count && at + 12 <= length; i++, at += 12) {
    const start = icc.readUInt32BE(at + 4)
    const end = start + icc.readUInt32BE(at + 8)
    if (end <= length) tags.set(icc.toString('latin1', at, at + 4), icc.subarray(start, end))
  }
  return tags
}

function xyzOf(tag: Buffer | undefined): Xyz | null {
  if (!tag || tag.length < 20 || tag.toString('latin1', 0, 4) !== 'XYZ ') return null
  return [fixed(tag, 8), fixed(tag, 12), fixed(tag, 16)]
}

/** A signed number in 65536ths. */
function fixed(tag: Buffer, at: number): number {
  return tag.readInt32BE(at) / 65_536
}

/** Null when it is none. */
function curveOf(tag: Buffer | undefined): ToneCurve | null {
  if (!tag || tag.length < 12) return null
  const type = tag.toString('latin1', 0, 4)
  return type === 'curv' ? tableCurve(tag) : type === 'para' ? parametricCurve(tag) : null
}

function tableCurve(tag: Buffer): ToneCurve | null {
  const count = tag.readUInt32BE(8)
  if (tag.length < 12 + 2 * count) return null
  if (count === 0) return (value) => value
  if (count === 1) return (value) => value ** (tag.readUInt16BE(12) / 256)
  return (value) => {
    const place = value * (count - 1)
    const low = Math.min(count - 2, Math.floor(place))
    const [a, b] = [tag.readUInt16BE(12 + 2 * low), tag.readUInt16BE(14 + 2 * low)]
    return (a + (b - a) * (place - low)) / 65_535
  }
}

/** Numbers that each type of parametric curve has (ICC.1:2010, 10.16): its gamma, then a, b, c, d, e, f. */
const parameterCounts = [1, 3, 4, 5, 7] as const

function parametricCurve(tag: Buffer): ToneCurve | null {
  const kind = tag.readUInt16BE(8)
  const count = parameterCounts[kind]
  if (count === undefined || tag.length < 12 + 4 * count) return null
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from({ length: count }, (_, i) =>
    fixed(tag, 12 + 4 * i),
  )
  const power = (value: number) => (a * value + b) ** g
  switch (kind) {
    case 0:
      return (value) => value ** g
    case 1:
      return (value) => (value >= -b / a ? power(value) : 0)
    case 2:
      return (value) => (value >= -b / a ? power(value) + c : c)
    case 3:
      return (value) => (value >= d ? power(value) : c * value)
    default:
      return (value) => (value >= d ? power(value) + e : c * value + f)
  }
}

function srgbEncoded(linear: number): number {
  return linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055
}
