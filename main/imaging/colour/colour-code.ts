import { greyProfile, type Primaries, rgbProfile, type Transfer } from './matrix-profile'

/** How colours are meant, in the numbers of ITU-T H.273: HEIC, AVIF (`nclx`) and PNG (`cICP`) have them. */
export interface ColourCode {
  readonly primaries: number
  readonly transfer: number
}

/** What a profile has to be made of, or that none can be. */
export type CodedProfile =
  | { readonly kind: 'profile'; readonly profile: Buffer }
  /** sRGB, or nothing said: as without a profile. */
  | { readonly kind: 'plain' }
  /** Brightness beyond white, which no profile of a photo says. */
  | { readonly kind: 'unknown'; readonly what: string }

const d65 = [0.3127, 0.329] as const

/** H.273, table 2, with the names that programs know. BT.601's two and BT.709's are told apart by nobody. */
const spaces: Readonly<Record<number, readonly [name: string, primaries: Primaries]>> = {
  4: ['BT.470 M', { red: [0.67, 0.33], green: [0.21, 0.71], blue: [0.14, 0.08], white: [0.31, 0.316] }],
  9: ['BT.2020', { red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046], white: d65 }],
  11: ['DCI-P3', { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: [0.314, 0.351] }],
  12: ['Display P3', { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: d65 }],
}

/** sRGB's own corners. */
export const srgbPrimaries: Primaries = { red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06], white: d65 }

/** Adobe RGB (1998): its specification has this gamma. */
export const adobeRgb: readonly [name: string, primaries: Primaries, transfer: Transfer] = [
  'Adobe RGB compatible',
  { red: [0.64, 0.33], green: [0.21, 0.71], blue: [0.15, 0.06], white: d65 },
  563 / 256,
]

/** H.273, table 2: sRGB's corners, those that photos with them are taken for, and "unspecified". */
const plainPrimaries: readonly number[] = [0, 1, 2, 5, 6, 7]

/** H.273, table 3. Films' curves (1, 6, 14, 15) are shown as sRGB's by everything that shows photos. */
const transfers: Readonly<Record<number, Transfer>> = {
  0: 'srgb',
  1: 'srgb',
  2: 'srgb',
  4: 2.2,
  5: 2.8,
  6: 'srgb',
  8: 1,
  13: 'srgb',
  14: 'srgb',
  15: 'srgb',
}

/** What is not for a display of common brightness. */
const highRange: Readonly<Record<number, string>> = { 16: 'PQ', 18: 'HLG' }

/** The profile that says the same as a code. */
export function codedProfile({ primaries, transfer }: ColourCode, isGrey = false): CodedProfile {
  const high = highRange[transfer]
  if (high !== undefined) return { kind: 'unknown', what: `HDR colours (${high})` }
  const curve = transfers[transfer]
  const isPlain = plainPrimaries.includes(primaries)
  const space = isPlain ? (['sRGB corners', srgbPrimaries] as const) : spaces[primaries]
  if (!space || curve === undefined) return { kind: 'unknown', what: `colours of code ${primaries}/${transfer}` }
  if ((isPlain || isGrey) && curve === 'srgb') return { kind: 'plain' }
  const [name, corners] = space
  const called = curve === 'srgb' ? name : `${name}, gamma ${curve}`
  return { kind: 'profile', profile: isGrey ? greyProfile(called, curve) : rgbProfile(called, corners, curve) }
}

/** One curve for all channels, or one for each. */
export type Curves = readonly [Transfer, ...Transfer[]]

/**
 * The profile of what a file says of its colours in its own way.
 * @param said what of it is not sRGB's; null: nothing.
 */
export function saidProfile(
  name: string,
  said: { readonly corners: Primaries | null; readonly curves: Curves | null },
  isGrey: boolean,
): CodedProfile {
  const corners = isGrey ? null : said.corners
  if (corners === null && said.curves === null) return { kind: 'plain' }
  const [red, green, blue] = said.curves ?? (['srgb'] as const satisfies Curves)
  const profile = isGrey ? greyProfile(name, red) : rgbProfile(name, corners ?? srgbPrimaries, red, green, blue)
  return { kind: 'profile', profile }
}
