/** The service's rules for a request, as data. Source: the reference pages of both doors. Ratios, area and shape: core/limits. */
export const requestRules = {
  /** Longest prompt, characters. */
  promptLength: 2500,
  /** Pictures per create. */
  count: { min: 1, max: 9 },
  /** Largest upload as Base64, bytes; the page says 10 MB and not of what, so the smallest reading holds. */
  imageBase64Bytes: 10_000_000,
} as const

/** How long renders can be fetched after their task, ms: 30 days. */
export const renderLifeMs = 30 * 24 * 60 * 60 * 1000

/** Most tasks on one page of the list, and the last page. */
export const listRules = { pageSize: 500, pages: 1000 } as const
