import type { FileBytes } from '../file-bytes'
import { openTiffLike, type RawDirectory, readRawDirectory } from '../raw/directory'
import { type CodedProfile, type Curves, saidProfile, srgbPrimaries } from './colour-code'
import { cornersOf } from './corners'
import { longestTable, type Primaries } from './matrix-profile'

const tags = {
  bitsPerSample: 258,
  photometric: 262,
  transferFunction: 301,
  whitePoint: 318,
  primaryChromaticities: 319,
} as const

/** Colours by numbers of a table. */
const paletteColours = 3

/** Full intensity in a transfer function. */
const full = 65_535

/** Light closer than this to that of TIFF's usual gamma is it, or sRGB's, which looks the same. */
const lightTolerance = 0.01
const usualGamma = 2.2

/** A transfer function that ends darker than this share of full intensity is none. */
const leastWhite = 0.9

/**
 * How a TIFF's colours are meant when it says so by its own tags (WhitePoint, PrimaryChromaticities, TransferFunction)
 * rather than by an ICC profile, which comes first.
 */
export function tiffColours(file: FileBytes, isGrey: boolean): CodedProfile {
  const tiff = openTiffLike(file)
  const first = tiff && readRawDirectory(tiff, tiff.first)
  if (!first) return { kind: 'plain' }
  return saidProfile('TIFF colours', { corners: taggedCorners(first), curves: curvesOf(first) }, isGrey)
}

function taggedCorners(first: RawDirectory): Primaries | null {
  const [whiteX, whiteY] = first.numbers(tags.whitePoint)
  const [redX, redY, greenX, greenY, blueX, blueY] = first.numbers(tags.primaryChromaticities)
  if (redX === undefined || redY === undefined || greenX === undefined || greenY === undefined) return null
  if (blueX === undefined || blueY === undefined) return null
  // A white alone says nothing of the colours; corners alone do.
  const white = whiteX === undefined || whiteY === undefined ? srgbPrimaries.white : ([whiteX, whiteY] as const)
  return cornersOf({ white, red: [redX, redY], green: [greenX, greenY], blue: [blueX, blueY] })
}

/** A table for each channel or one for all; null: the usual ones, none, or nonsense. */
function curvesOf(first: RawDirectory): Curves | null {
  const values = first.numbers(tags.transferFunction)
  const [bits = 1] = first.numbers(tags.bitsPerSample)
  const [photometric] = first.numbers(tags.photometric)
  const each = 2 ** bits
  const isThree = values.length === 3 * each
  if (photometric === paletteColours || !(isThree || values.length === each)) return null
  const tables = (isThree ? [0, 1, 2] : [0]).map((i) => values.slice(i * each, (i + 1) * each))
  if (!tables.every(isPlausible) || tables.every(isUsual)) return null
  const [red, ...others] = tables.map(shortened)
  return red ? [red, ...others] : null
}

function isPlausible(table: readonly number[]): boolean {
  return table.every((light, i) => i === 0 || light >= (table[i - 1] ?? 0)) && (table.at(-1) ?? 0) >= leastWhite * full
}

function isUsual(table: readonly number[]): boolean {
  return table.every((light, i) => Math.abs(light / full - (i / (table.length - 1)) ** usualGamma) <= lightTolerance)
}

function shortened(table: readonly number[]): Uint16Array {
  const length = Math.min(table.length, longestTable)
  return Uint16Array.from({ length }, (_, i) => table[Math.round((i * (table.length - 1)) / (length - 1))] ?? full)
}
