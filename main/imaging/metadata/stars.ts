/** How Windows writes stars as a share of a hundred: one to five. */
const percents = [0, 1, 25, 50, 75, 99] as const

/** Stars, or -1 for a reject, as near as a number comes; null when it is none. */
export function nearestRating(value: number): number | null {
  if (Number.isNaN(value)) return null
  // `+ 0`: never -0.
  return Math.min(5, Math.max(-1, Math.round(value))) + 0
}

/** Stars by Windows' share of a hundred. */
export function ratingOfPercent(percent: number): number | null {
  if (!(percent >= 0 && percent <= 100)) return null
  return percent === 0 ? 0 : Math.min(5, 1 + Math.round(percent / 25))
}

/** Windows' share of a hundred for stars. */
export function percentOfRating(rating: number): number {
  return percents[Math.max(0, rating)] ?? 0
}
