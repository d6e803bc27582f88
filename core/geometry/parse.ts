import { AppError } from '../errors'
import { type AnchorName, anchorNames, namedAnchors } from './anchors'
import {
  type Anchor,
  anchorSchema,
  type Grow,
  growSchema,
  type Margin,
  type Ratio,
  ratioSchema,
  type Size,
  sizeSchema,
  type Target,
} from './types'

/** What a user types, as the command line and the window share it. Every parser but `parseSides` throws `AppError('bad-target')`. */

const number = String.raw`(\d+(?:\.\d+)?|\.\d+)`
const marginPattern = new RegExp(`^${number}\\s*(px|%)?$`, 'i')
const anchorPattern = new RegExp(`^${number}\\s*,\\s*${number}$`)
const tolerancePattern = new RegExp(`^${number}\\s*(%)?$`)

/** A text with plain digits and a decimal point: input methods for Chinese type them in full width, and commas are points. */
export function plainNumber(text: string): string {
  return text.normalize('NFKC').trim().replaceAll(',', '.')
}

const betweenSides = { ratio: ':/x×', size: 'x×' } as const

/** Both sides in one: `16:9`, `4/5`, `2,35:1`, `1920×1080`, of a size without `:` and `/`; `null`: it is not both. */
export function parseSides(text: string, as: keyof typeof betweenSides = 'ratio'): Ratio | null {
  const pattern = new RegExp(`^${number}\\s*[${betweenSides[as]}]\\s*${number}$`, 'i')
  const [, width, height] = pattern.exec(plainNumber(text)) ?? []
  return width === undefined || height === undefined ? null : { width: Number(width), height: Number(height) }
}

/** `16:9`, `1.91:1`, `16x9`, `16×9`. @throws {AppError} `bad-target` */
export function parseRatio(text: string): Ratio {
  const ratio = ratioSchema.safeParse(parseSides(text))
  if (!ratio.success) throw unexpected('ratio', 'two positive numbers such as 16:9 or 1.91:1', text)
  return ratio.data
}

/** `1920x1080`, `1920×1080`: whole px. @throws {AppError} `bad-target` */
export function parseSize(text: string): Size {
  const size = sizeSchema.safeParse(parseSides(text, 'size'))
  if (!size.success) throw unexpected('size', 'two whole numbers of pixels such as 1920x1080', text)
  return size.data
}

/**
 * `10%,0,10%,25%`: top, right, bottom, left, always four; percent of height (top, bottom) or width, or whole px.
 * @throws {AppError} `bad-target`
 */
export function parseMargins(text: string): Extract<Target, { kind: 'margins' }>['margins'] {
  const [top, right, bottom, left, ...more] = text.split(',').map(parseMargin)
  if (!top || !right || !bottom || !left || more.length > 0) {
    throw unexpected('margins', 'four of px or % (top,right,bottom,left; none negative) such as 10%,0,10%,25%', text)
  }
  return { top, right, bottom, left }
}

function parseMargin(text: string): Margin | null {
  const [, digits, unit] = marginPattern.exec(text.trim()) ?? []
  const value = Number(digits)
  if (!Number.isFinite(value)) return null
  if (unit === '%') return { value, unit: 'percent' }
  return Number.isInteger(value) ? { value, unit: 'px' } : null
}

/** A named anchor, or a point such as `0.5,0.25` (x, y; 0..1). @throws {AppError} `bad-target` */
export function parseAnchor(text: string): Anchor {
  const trimmed = text.trim().toLowerCase()
  if (isAnchorName(trimmed)) return namedAnchors[trimmed]
  const [, x, y] = anchorPattern.exec(trimmed) ?? []
  const anchor = anchorSchema.safeParse({ x: Number(x), y: Number(y) })
  if (!anchor.success) throw unexpected('anchor', `${anchorNames.join(', ')} or x,y from 0 to 1 such as 0.5,0.25`, text)
  return anchor.data
}

function isAnchorName(text: string): text is AnchorName {
  return (anchorNames as readonly string[]).includes(text)
}

/** `1.3` or `max`. @throws {AppError} `bad-target` */
export function parseGrow(text: string): Grow {
  const trimmed = text.trim().toLowerCase()
  const grow = growSchema.safeParse(trimmed === 'max' ? trimmed : parseNumber(trimmed))
  if (!grow.success) throw unexpected('grow', 'a number from 1 to 100, or max', text)
  return grow.data
}

function parseNumber(text: string): number {
  return new RegExp(`^${number}$`).test(text) ? Number(text) : Number.NaN
}

/** `0.5%` or `0.005`; from 0 to 50 %. @throws {AppError} `bad-target` */
export function parseTolerance(text: string): number {
  const [, digits, unit] = tolerancePattern.exec(text.trim()) ?? []
  const tolerance = unit === '%' ? Number(digits) / 100 : Number(digits)
  if (!(tolerance <= 0.5)) throw unexpected('tolerance', 'a percentage from 0% to 50% such as 0.5%, or 0 to 0.5', text)
  return tolerance
}

function unexpected(what: string, expected: string, text: string): AppError {
  return new AppError('bad-target', `Expected \`${what}\` to be ${expected}, got ${JSON.stringify(text)}.`)
}
