import type { EngineId } from '../../core/limits'
import type { JobView } from '../../core/queue'
import { isDoor } from '../../core/service/doors'
import type { ServiceDesk } from './service/desk'

/** Paid jobs that are got ready beyond those that compose, so that a slot that comes free is taken at once. */
const readyAhead = 4

/**
 * Whether another job of an engine is taken up: local ones as many at a time as imaging composes, paid ones as long as
 * there are slots for them, and some more that wait for the next one that comes free.
 */
export function hasRoom(
  engine: EngineId,
  active: readonly JobView[],
  parallel: number,
  desk: Pick<ServiceDesk, 'isBusy' | 'slotLimit'>,
): boolean {
  const own = active.filter((view) => view.engine === engine)
  if (!isDoor(engine)) return own.length < parallel
  const ahead = parallel + readyAhead
  const unready = own.filter((view) => view.state === 'preparing').length
  return !desk.isBusy(engine, ahead - unready) && own.length < desk.slotLimit(engine) + 2 * ahead
}

/** Whether a job is at its service, or is being written with what came from there: a pause does not put it back. */
export function isAtService(view: JobView | undefined): boolean {
  return view !== undefined && isDoor(view.engine) && view.passes > 0 && view.state !== 'preparing'
}
