import { doorIds } from '../../core/service/doors'
import type { Stores } from './stores'

/** What is known of the services follows the queue's count of unknown charges, and their addresses. */
export function connectDoors({ queue, settings, charges, access }: Stores): void {
  queue.subscribe((now, before) => charges.count(now.summary?.unknownCharges ?? 0, before.summary?.unknownCharges ?? 0))
  settings.subscribe((now, before) => {
    for (const door of doorIds) {
      if (now.settings.doors[door].endpoint !== before.settings.doors[door].endpoint) access.forget(door)
    }
  })
}
