import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ConversionError } from '../../core/conversion'
import type { ErrorInfo } from '../../core/errors'
import type { Obstacle, PlanError } from '../../core/geometry'
import { formatFactor } from './numbers'

/** An error in words. */
export interface ErrorText {
  /** What happened, in a few words. */
  readonly title: string
  /** The numbers it is about, or what to do. */
  readonly detail: string
  /** What to do. */
  readonly hint: string
  /** The error's own sentence, in English. */
  readonly message: string
}

/**
 * Words for an error, in the user's language; `null` is an error nobody described. English has the error's own sentence,
 * which names the file, the folder or the number; other languages have what to do, and the numbers where there are any.
 */
export function useRefusal(): (error: ErrorInfo | PlanError | ConversionError | null) => ErrorText {
  const { t, i18n } = useTranslation()
  return (error) => {
    const code = error?.code ?? 'internal'
    const title = t(`errors.${code}.title`)
    const message = error?.message ?? title
    const hint = t(`errors.${code}.hint`)
    const numbers =
      error !== null && 'obstacle' in error && error.obstacle !== null ? `${obstacleText(error.obstacle, t)} · ` : ''
    return { title, detail: i18n.language === 'en' ? message : `${numbers}${hint}`, hint, message }
  }
}

/** What a plan came upon, in numbers; or what the format has no room for. */
export function obstacleText(obstacle: Obstacle | ConversionError['obstacle'], t: TFunction): string {
  if (!('measure' in obstacle)) return formatObstacleText(obstacle, t)
  const { measure, actual, min, max } = obstacle
  const say = (value: number) => measured(measure, value, t)
  if (min !== null && max !== null) return t('obstacles.between', { actual: say(actual), min: say(min), max: say(max) })
  if (max !== null) return t('obstacles.most', { actual: say(actual), max: say(max) })
  if (min !== null) return t('obstacles.least', { actual: say(actual), min: say(min) })
  return say(actual)
}

function formatObstacleText(obstacle: ConversionError['obstacle'], t: TFunction): string {
  const px = (value: number) => t('format.px', { value })
  const text =
    obstacle.of === 'size'
      ? t('obstacles.most', { actual: px(obstacle.value), max: px(obstacle.max) })
      : t(`obstacles.${obstacle.of}`)
  return t('format.named', { name: obstacle.format, text })
}

function measured(measure: Obstacle['measure'], value: number, t: TFunction): string {
  switch (measure) {
    case 'aspect':
      return value >= 1 ? `${rounded(value)}:1` : `1:${rounded(1 / value)}`
    case 'area':
      return t('format.area', { value: formatFactor(value) })
    case 'pixels':
      return t('format.megapixels', { value: Math.round(value / 1e6) })
  }
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100)
}
