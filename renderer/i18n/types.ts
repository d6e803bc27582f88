import type { en } from './en'

type Plural = `${string}_one`

/**
 * The shape of a translation: every key of the English one. English has two plural forms, `_one` and `_other`;
 * a language with fewer leaves `_one` out.
 */
export type Translation<T = typeof en> = {
  readonly [K in keyof T as K extends Plural ? never : K]: T[K] extends string ? string : Translation<T[K]>
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}
