import { AppError } from './errors'
import { cutToBytes, maxNameBytes, replaceForbidden, safeStem, utf8Length } from './file-names'
import { orientTarget, type Ratio, type Size, type Target } from './geometry'
import type { EngineId } from './limits'
import { type OutputFormat, type PhotoFormat, photoExtensions, writtenFormat } from './photo'

export { assignNames, collisionKey, nameAssigner, withSuffix } from './file-names'

/** What a template may name, in braces; `{seq}` takes a number of digits, `{seq:3}`. */
export const nameTokens = [
  'name',
  'ratio',
  'width',
  'height',
  'preset',
  'variant',
  'seq',
  'date',
  'folder',
  'engine',
  'rating',
] as const
export type NameToken = (typeof nameTokens)[number]

export const defaultTemplate = '{name}_{ratio}'

/** What the tokens stand for in one output. */
export interface NameFields {
  /** The source's name without extension. */
  readonly name: string
  /** Name of the source's folder. */
  readonly folder: string
  /** See `shapeName`. */
  readonly ratio: string
  /** The output's size, px. */
  readonly width: number
  readonly height: number
  /** The preset the target came from; `null`: `{ratio}` takes its place. */
  readonly preset: string | null
  /** Place in the batch, from 1. */
  readonly seq: number
  /** `2026-03-13`. */
  readonly date: string
  readonly engine: EngineId
  /** Stars, 0..5. */
  readonly rating: number
  /** Which of the `n` pictures, from 1. */
  readonly variation: number
  readonly n: number
}

type TemplatePart = { readonly text: string } | { readonly token: NameToken; readonly digits: number }

/** Texts of any length. Of a name that is too long these are cut, in this order, so that the rest stays whole. */
const shortened = ['name', 'folder', 'preset'] as const

/** Kept free below `maxNameBytes` for a collision's `_9999999`. */
const suffixBytes = 8

/**
 * Checks a template, as the command line and the window do before a batch is made of it.
 * @throws {AppError} `bad-request` naming the token that does not exist, or the brace that has no other.
 */
export function checkTemplate(template: string): void {
  parseTemplate(template)
}

/**
 * The file name of one output, extension included: the template filled in, `_v1`, `_v2` ... for one of several
 * variations (unless the template says where), safe on every system and short enough for a collision's suffix.
 *
 * @param extension With its dot, see `outputExtension`.
 * @throws {AppError} `bad-request` when the template is not one.
 */
export function outputName(template: string, fields: NameFields, extension: string): string {
  const parts = parseTemplate(template)
  const placed = parts.some((part) => 'token' in part && part.token === 'variant')
  const tail = fields.n > 1 && !placed ? `_v${fields.variation}` : ''
  const room = maxNameBytes - suffixBytes - utf8Length(`${tail}${extension}`)
  let values = valuesOf(fields)
  for (const token of shortened) {
    const uses = parts.filter((part) => 'token' in part && part.token === token).length
    const excess = utf8Length(fill(parts, values)) - room
    if (excess <= 0 || uses === 0) continue
    const bytes = Math.max(0, utf8Length(values[token]) - Math.ceil(excess / uses))
    values = { ...values, [token]: cutToBytes(values[token], bytes) }
  }
  // Making it safe may lengthen it by the one `_` of a device; such a name is short.
  return `${safeStem(cutToBytes(fill(parts, values), room))}${tail}${extension}`
}

/**
 * `{ratio}` of a target: `16x9` as it was asked for (not reduced pixels), `1920x1080` for sizes, `margins`. With the
 * photo, a target that turns is named as it applies to it.
 */
export function shapeName(target: Target, photo?: Size): string {
  const oriented = photo === undefined ? target : orientTarget(target, photo)
  if (oriented.kind === 'margins') return 'margins'
  const { width, height }: Ratio = oriented.kind === 'ratio' ? oriented.ratio : oriented.size
  return `${digits(width)}x${digits(height)}`
}

const extensions: Readonly<Record<OutputFormat, string>> = {
  jpeg: '.jpg',
  png: '.png',
  tiff: '.tif',
  webp: '.webp',
  avif: '.avif',
}

/**
 * An output's extension with its dot. `same` keeps the source's own spelling (`.JPG`, `.tiff`), unless the source's
 * bytes are of another format than its name says.
 *
 * @param source Its file name or path, and the format of its bytes.
 */
export function outputExtension(
  format: OutputFormat | 'same',
  source: { readonly path: string; readonly format: PhotoFormat },
): string {
  const written = writtenFormat(format, source.format)
  if (format !== 'same') return extensions[written]
  const [, own] = /\.([a-z]+)$/i.exec(source.path) ?? []
  const known = own !== undefined && photoExtensions[own.toLowerCase()] === written
  return known ? `.${own}` : extensions[written]
}

/** What is wrong with a template; `piece` is the part in braces that is no token. */
export type TemplateFault =
  | { readonly kind: 'empty' }
  /** A brace without its other half. */
  | { readonly kind: 'brace' }
  | { readonly kind: 'token'; readonly piece: string }
  /** Digits where no number is, or not 1 to 9 of them. */
  | { readonly kind: 'digits'; readonly piece: string }

/** What is wrong with a template; `null`: nothing. */
export function templateFault(template: string): TemplateFault | null {
  const parts = readTemplate(template)
  return 'kind' in parts ? parts : null
}

function parseTemplate(template: string): readonly TemplatePart[] {
  const parts = readTemplate(template)
  if ('kind' in parts) throw badTemplate(parts, template)
  return parts
}

function readTemplate(template: string): readonly TemplatePart[] | TemplateFault {
  if (template.trim() === '') return { kind: 'empty' }
  const parts: TemplatePart[] = []
  for (const piece of template.split(/(\{[^{}]*\})/)) {
    const part = readPiece(piece)
    if ('kind' in part) return part
    parts.push(part)
  }
  return parts
}

function readPiece(piece: string): TemplatePart | TemplateFault {
  if (!piece.startsWith('{') || !piece.endsWith('}')) return /[{}]/.test(piece) ? { kind: 'brace' } : { text: piece }
  const [, token, width] = /^\{([^:]*)(?::(.*))?\}$/.exec(piece) ?? []
  if (!isToken(token)) return { kind: 'token', piece }
  const wrong = width !== undefined && (token !== 'seq' || !/^[1-9]$/.test(width))
  return wrong ? { kind: 'digits', piece } : { token, digits: Number(width ?? 0) }
}

function isToken(text: string | undefined): text is NameToken {
  return (nameTokens as readonly (string | undefined)[]).includes(text)
}

function badTemplate(fault: TemplateFault, template: string): AppError {
  const where = 'piece' in fault ? `${fault.piece} in ` : ''
  const expected = expectedOf(fault)
  return new AppError('bad-request', `Expected the name template ${expected}, got ${where}${JSON.stringify(template)}.`)
}

function expectedOf({ kind }: TemplateFault): string {
  switch (kind) {
    case 'empty':
      return 'to name something'
    case 'brace':
      return 'to have both braces of each token'
    case 'token':
      return `to use ${nameTokens.map((known) => `{${known}}`).join(' ')}`
    case 'digits':
      return 'to give digits, 1 to 9, to {seq} only, as in {seq:3}'
  }
}

function valuesOf(fields: NameFields): Readonly<Record<NameToken, string>> {
  return {
    name: readable(fields.name),
    folder: readable(fields.folder),
    preset: readable(fields.preset ?? fields.ratio),
    ratio: fields.ratio,
    width: String(fields.width),
    height: String(fields.height),
    variant: `v${fields.variation}`,
    seq: String(fields.seq),
    date: fields.date,
    engine: fields.engine,
    rating: String(fields.rating),
  }
}

/** A text of the user's as a name may have it: composed, and without what is not allowed. */
function readable(text: string): string {
  return replaceForbidden(text.normalize('NFC'))
}

function fill(parts: readonly TemplatePart[], values: Readonly<Record<NameToken, string>>): string {
  const texts = parts.map((part) => ('text' in part ? part.text : values[part.token].padStart(part.digits, '0')))
  // Composed, as Windows and Linux write names: what a Mac took apart is the same name everywhere then.
  return texts.join('').normalize('NFC')
}

/** Five digits at most: 16, 1.91, 1.4142. */
function digits(value: number): string {
  return String(Number(value.toPrecision(5)))
}
