import type { i18n as I18n, InterpolationMap, ParseKeys, TFunctionReturn } from 'i18next'
import type { ErrorInfo } from '../../core/errors'

/**
 * Something said that may stand while the language is changed: it is put into words where it is drawn. A text alone is the
 * same in every language, such as a path.
 */
export type Words = string | Saying

interface Saying {
  readonly key: ParseKeys
  readonly values: Readonly<Record<string, unknown>>
  /** Said in English instead, where English has words of its own for this one case. */
  readonly english?: string
}

type Language = Pick<I18n, 't' | 'language'>

/** What a text names, as `t` has it: each a value, or words themselves. */
type Named<K extends ParseKeys, V = InterpolationMap<TFunctionReturn<'translation', K, { count: 1 }>>> = {
  readonly [Name in keyof V]: V[Name] | Saying
}

/** Of several keys each with its own. */
type Values<K extends ParseKeys> = K extends ParseKeys ? (Partial<Named<K>> extends Named<K> ? [] : [Named<K>]) : never

/** Words by their key in the texts, with all that is named in them. */
export function say<const K extends ParseKeys>(key: K, ...[values]: Values<K>): Saying {
  return { key, values: values ?? {} }
}

/** Words in the language of now. */
export function inWords(words: Words, language: Language): string {
  if (typeof words === 'string') return words
  const { key, values, english } = words
  if (english !== undefined && language.language === 'en') return english
  const named = Object.entries(values).map(([name, value]) => [
    name,
    isSaying(value) ? inWords(value, language) : value,
  ])
  return (language.t as (key: string, values: object) => string)(key, Object.fromEntries(named))
}

function isSaying(value: unknown): value is Saying {
  return typeof value === 'object' && value !== null && 'key' in value && 'values' in value
}

/** What to do about an error whose title is said: in English its own sentence, which names the file or the number. */
export function errorHint({ code, message }: ErrorInfo): Saying {
  return { key: `errors.${code}.hint`, values: {}, english: message }
}

/** An error to stand by itself: in English its own sentence, else what happened and what to do. */
export function errorWords({ code, message }: ErrorInfo): Saying {
  const values = { name: say(`errors.${code}.title`), text: say(`errors.${code}.hint`) }
  return { key: 'format.named', values, english: message }
}
