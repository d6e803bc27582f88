import type { Size } from '../../core/geometry'

/** A text with plain digits and a decimal point: input methods for Chinese type them in full width, and commas are points. */
export function plainNumber(text: string): string {
  return text.normalize('NFKC').trim().replaceAll(',', '.')
}

/** A number as it is typed; `NaN` when it is none, or nothing. */
export function typedNumber(text: string): number {
  return plainNumber(text) === '' ? Number.NaN : Number(plainNumber(text))
}

/** A percentage from 0 to `most`, with or without the sign, as a fraction; `null` when it is none. */
export function typedPercent(text: string, most = 100): number | null {
  const digits = /^(\d+(?:\.\d+)?)\s*%?$/.exec(plainNumber(text))?.[1]
  const value = Number(digits)
  return value <= most ? value / 100 : null
}

/** A length in px or %, with or without its unit, which is known; `null` when it is none. */
export function typedLength(text: string): number | null {
  const digits = /^(\d+(?:\.\d+)?)\s*(?:px|%)?$/.exec(plainNumber(text))?.[1]
  return digits === undefined ? null : Number(digits)
}

/** Both sides in one, as they are pasted: `16:9`, `4/5`, `1920×1080`; `null`: it is not both. */
export function typedSides(text: string): Size | null {
  const [, width, height] = /^(\d+(?:\.\d+)?)\s*[:/x×]\s*(\d+(?:\.\d+)?)$/i.exec(plainNumber(text)) ?? []
  return width === undefined || height === undefined ? null : { width: Number(width), height: Number(height) }
}
