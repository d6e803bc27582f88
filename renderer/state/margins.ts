import { type Margin, parseMargins, plainNumber } from '../../core/geometry'

/** One margin as the command line takes it (`120`, `120px`, `10%`), with a decimal comma allowed; `null` when it is none. */
export function parseMargin(text: string): Margin | null {
  const one = plainNumber(text)
  try {
    return parseMargins(`${one},0,0,0`).top
  } catch {
    return null
  }
}

export function marginText({ value, unit }: Margin): string {
  return unit === 'percent' ? `${value}%` : `${value} px`
}
