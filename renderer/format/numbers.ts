import type { TFunction } from 'i18next'
import type { Size } from '../../core/geometry/types'

/** Pixel counts are written without thousands separators, as cameras and editors do. */
export function formatSize(t: TFunction, size: Size, unit: 'none' | 'px' = 'none'): string {
  return t(unit === 'px' ? 'format.sizePx' : 'format.size', { width: String(size.width), height: String(size.height) })
}

/** Two decimals below ten, one up to a hundred, none beyond; trailing zeros stay so that columns align. */
export function formatFactor(value: number): string {
  return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)
}

/** A fraction of one in percent, one decimal at most: 0.1667 is "16.7". */
export function formatPercent(fraction: number): string {
  return String(Math.round(fraction * 1000) / 10)
}

/** Megapixels with one decimal. */
export function formatMegapixels(t: TFunction, size: Size): string {
  return t('format.megapixels', { value: ((size.width * size.height) / 1e6).toFixed(1) })
}

/** A length of time, rounded to what a person plans with. `ms` is milliseconds. */
export function formatDuration(t: TFunction, ms: number): string {
  const seconds = ms / 1000
  if (seconds < 1) return t('format.underSecond')
  if (seconds < 59.5) return t('format.seconds', { value: Math.round(seconds) })
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return t('format.minutes', { value: minutes })
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return rest === 0 || hours >= 10
    ? t('format.hours', { value: Math.round(minutes / 60) })
    : t('format.hoursMinutes', { hours, minutes: rest })
}

/** Largest number in a ratio that still reads as one. */
const largestTerm = 20

/** Ratios that nobody writes in their lowest terms. */
const familiar: Readonly<Record<string, string>> = { '7:3': '21:9', '3:7': '9:21' }

/** A ratio as photographers write it: small whole numbers where they meet the size within a pixel, else `1.35:1`. */
export function formatRatio({ width, height }: Size): string {
  for (let down = 1; down <= largestTerm; down++) {
    const across = Math.round((width * down) / height)
    const isNear = Math.abs((across * height) / down - width) < 1 || Math.abs((width * down) / across - height) < 1
    const ratio = `${across}:${down}`
    if (across >= 1 && across <= largestTerm && isNear) return familiar[ratio] ?? ratio
  }
  return width >= height ? `${(width / height).toFixed(2)}:1` : `1:${(height / width).toFixed(2)}`
}
