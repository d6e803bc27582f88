import type { SheetLine } from './sheet'

/** What an average is held against. */
export interface Promised {
  readonly name: string
  readonly value: number
  /** The most that the value may be; the least, where `atLeast` is set. */
  readonly limit: number
  readonly atLeast?: boolean
  readonly unit: string
}

/** What one half of the bench found: a table with a line for each crop, and how the averages stand. */
export interface Report {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly promises: readonly Promised[]
  readonly sheet: readonly SheetLine[]
}

export function isKept({ value, limit, atLeast = false }: Promised): boolean {
  return atLeast ? value >= limit : value <= limit
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
