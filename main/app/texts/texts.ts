import type { Language } from '../../../core/language'
import { en } from './en'
import { zhHant } from './zh-hant'

/** Everything main says, in one language. */
export type Texts = typeof en

/** The texts of a language. */
export function textsIn(language: Language): Texts {
  return language === 'zh-Hant' ? zhHant : en
}
