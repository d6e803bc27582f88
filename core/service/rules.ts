/** The service's rules for a request, as data. Source: the reference pages of both doors. Ratios, area and shape: core/limits. */
export const requestRules = {
  /** Longest prompt, characters. */
  promptLength: 2500,
  /** Pictures per create. */
  count: { min: 1, max: 9 },
  /** Largest upload as Base64, bytes; the page says 10 MB and not of what, so the smallest reading holds. */
  imageBase64Bytes: 10_000_000,
} as const

/** Most tasks on one page of the list; pages count from 1 to 1000. */
export const listPageSize = 500
