import type { AppSettings } from './settings'

/** The languages the program speaks. */
export type Language = 'en' | 'zh-Hant'

/** The language to speak: the chosen one, else the system's if it is one of ours. `locale` is BCP 47. */
export function resolveLanguage(setting: AppSettings['language'], locale: string): Language {
  if (setting !== 'system') return setting
  return /^zh(-|$)/iu.test(locale) ? 'zh-Hant' : 'en'
}
