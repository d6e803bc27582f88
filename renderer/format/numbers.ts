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

/** A file's size in decimal units, as the system's file manager writes it. */
export function formatBytes(t: TFunction, bytes: number): string {
  if (bytes < 1000) return t('format.bytes', { value: bytes })
  if (bytes < 999_500) return t('format.kilobytes', { value: Math.round(bytes / 1000) })
  if (bytes < 999_950_000) return t('format.megabytes', { value: (bytes / 1e6).toFixed(1) })
  return t('format.gigabytes', { value: (bytes / 1e9).toFixed(2) })
}

/** A ratio as photographers write it: whole small numbers where they are exact, else `1.33:1`. */
export function formatRatio(size: Size): string {
  const divisor = greatestCommonDivisor(size.width, size.height)
  const width = size.width / divisor
  const height = size.height / divisor
  if (width <= 32 && height <= 32) return `${width}:${height}`
  return size.width >= size.height
    ? `${(size.width / size.height).toFixed(2)}:1`
    : `1:${(size.height / size.width).toFixed(2)}`
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
