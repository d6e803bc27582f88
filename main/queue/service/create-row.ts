import type { CreateRow } from '../store/creates'

/** Renders live so long at the service, ms: 30 days. */
export const renderLifeMs = 30 * 24 * 60 * 60 * 1000

/**
 * A create as it is gone on with for pictures that are missing; none when nothing can come of it any more.
 * @param oldest when renders that live yet were accepted at the earliest
 */
export function revived(row: CreateRow, missing: readonly number[], oldest: number): readonly CreateRow[] {
  switch (row.state) {
    case 'sent':
    case 'accepted':
    case 'refused':
      return [row]
    case 'unknown':
    case 'given-up':
      // Whoever has the job tried again has it looked up once more.
      return [row.asks || row.state === 'given-up' ? { ...row, state: 'unknown', asks: false } : row]
    case 'ended': {
      const wasHere = row.delivered?.some((variation) => missing.includes(variation)) ?? false
      const lives = (row.acceptedAt ?? 0) > oldest
      return wasHere && lives ? [{ ...row, state: 'accepted', delivered: null }] : []
    }
  }
}

/** A create whose sending was interrupted: its bytes may have arrived. */
export function interrupted(row: CreateRow): CreateRow {
  return { ...row, state: 'unknown', resent: true }
}

/** What is not known yet of a create that is about to be sent. */
export const newCreate = {
  state: 'sent',
  units: 0,
  acceptedAt: null,
  taskId: null,
  seen: false,
  resent: false,
  refusedAgain: false,
  refusals: 0,
  notFoundAt: null,
  asks: false,
  sendAgain: false,
  evidence: null,
  hintedTask: null,
  delivered: null,
  error: null,
} as const
