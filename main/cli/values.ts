import { InvalidArgumentError } from 'commander'
import { checkTemplate } from '../../core/naming'
import { parseEndpoint } from '../../core/service/endpoint'
import { batchSettingsSchema, outputSettingsSchema } from '../../core/settings'

/** What a user types after an option. Every parser throws `InvalidArgumentError` with what was expected. */

/** A parser of core as one that commander understands. */
export function value<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text)
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error))
    }
  }
}

/** A whole number from `min` to `max`. */
export function whole(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (number >= min && number <= max) return number
    throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`)
  }
}

/** Units: 0 or more, not necessarily whole. */
export function units(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a number of units, 0 or more.')
}

/** At most as many characters as the service takes. */
export function prompt(text: string): string {
  if (batchSettingsSchema.shape.prompt.safeParse(text).success) return text
  throw new InvalidArgumentError(`Expected at most 2500 characters, got ${text.length}.`)
}

/** An https address, or http on this computer: nobody else may see a key. */
export function endpoint(text: string): string {
  const parsed = parseEndpoint(text)
  if (parsed.kind === 'endpoint') return parsed.url
  throw new InvalidArgumentError(parsed.reason)
}

/** A template of names, as core/naming understands it. */
export function template(text: string): string {
  if (!outputSettingsSchema.shape.template.safeParse(text).success) {
    throw new InvalidArgumentError('Expected 1 to 200 characters.')
  }
  return value((checked: string) => {
    checkTemplate(checked)
    return checked
  })(text)
}
