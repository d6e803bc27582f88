import type { TFunction } from 'i18next'
import type { Size } from '../../core/geometry/types'
import { defaultTarget } from '../../core/settings'

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

/** What photographers call by name, the wider side first. */
const common = [
  [1, 1],
  [5, 4],
  [4, 3],
  [3, 2],
  [16, 10],
  [16, 9],
  [2, 1],
  [21, 9],
] as const

/** So near to a common ratio a size has it, as a photo has its target's shape; a fraction of one. */
const nearCommon = defaultTarget.tolerance
/** Others only where nobody would see the difference. */
const nearOther = 0.001

/**
 * A ratio as photographers write it: a common one where the size is near enough to it, else small whole numbers where
 * they meet the size within a pixel, else `1.35:1`. Of a few pixels one is too much: 29 × 16 is not 7:4.
 */
export function formatRatio({ width, height }: Size): string {
  const [long, short] = width >= height ? [width, height] : [height, width]
  const [across, down] =
    common.find(([wide, narrow]) => isNear(long / short, wide / narrow, nearCommon)) ??
    wholeNumbers(long, short) ??
    decimals(long, short)
  return width >= height ? `${across}:${down}` : `${down}:${across}`
}

function wholeNumbers(long: number, short: number): readonly [number, number] | null {
  for (let down = 1; down <= largestTerm; down++) {
    const across = Math.round((long * down) / short)
    const isWithinPixel = Math.abs((across * short) / down - long) < 1 || Math.abs((long * down) / across - short) < 1
    if (across <= largestTerm && isWithinPixel && isNear(long / short, across / down, nearOther)) return [across, down]
  }
  return null
}

function decimals(long: number, short: number): readonly [string, number] {
  return [(long / short).toFixed(2), 1]
}

function isNear(ratio: number, wanted: number, by: number): boolean {
  return Math.abs(ratio / wanted - 1) <= by
}
