import { basename } from 'node:path'
import { AppError, toErrorInfo } from '../../core/errors'
import type { JobEvent } from '../../core/job'
import type { JobView } from '../../core/queue'
import { Blocked, Held } from './service/stops'

/** Why a job is stopped before its end; all but `cancel` put it back in line. */
export type StopReason = 'cancel' | 'close' | 'pause'

/** What a job becomes that ended before its end. `surprise`: what nobody foresaw, for the log. */
export interface JobEnd {
  readonly event: JobEvent
  readonly surprise: string | null
}

/** @param at ms since 1970 */
export function endOfJob(view: JobView, error: unknown, signal: AbortSignal, at: number): JobEnd {
  const known = (event: JobEvent): JobEnd => ({ event, surprise: null })
  if (signal.aborted && signal.reason === ('cancel' satisfies StopReason)) return known({ type: 'cancel', at })
  if (signal.aborted || error instanceof Held) return known({ type: 'requeue' })
  if (error instanceof Blocked) return known(blockedEvent(error))
  if (error instanceof AppError) {
    const info = toErrorInfo(error)
    const blocked = error.code === 'output-full' || error.code === 'output-unwritable'
    return known(blocked ? { type: 'block', reason: 'output', error: info } : { type: 'fail', error: info, at })
  }
  const message = `${basename(view.source)} could not be expanded: ${toErrorInfo(error).message}`
  const surprise = `${message}\n${error instanceof Error ? error.stack : ''}`
  return { event: { type: 'fail', error: { code: 'internal', message }, at }, surprise }
}

export function blockedEvent({ reason, info }: Blocked): JobEvent {
  return { type: 'block', reason, error: info }
}
