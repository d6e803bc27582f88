import { plainNumber } from '../../core/geometry'

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
