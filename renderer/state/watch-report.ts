import type { EngineId } from '../../core/limits'
import { doors, isDoor } from '../../core/service/doors'
import type { AppSettings } from '../../core/settings'
import type { StartHold, WatchArrival } from '../../core/watch'
import { baseName, safeName } from '../format/names'
import { say, type Words } from '../format/words'
import type { Notice } from './notices'

/** What to say of photos that came in, once for all that came together. */
export function arrivalReport({ path, photos, started, held }: WatchArrival, engine: EngineId): Omit<Notice, 'id'> {
  const title = say('watch.arrived', { count: photos, name: safeName(baseName(path)) })
  if (held !== null) return { kind: 'info', title, body: [heldWords(held, engine)] }
  return { kind: 'info', title, ...(started > 0 && { body: [say('watch.started', { count: started })] }) }
}

/** Why photos that should start by themselves did not. */
export function heldWords(held: StartHold, engine: EngineId): Words {
  return say(`watch.held.${held}`, { name: engineName(engine) })
}

/** What to know before photos start by themselves at an engine that charges; `null` at one that does not. */
export function paidNote({
  batch: { engine },
  consents,
  money,
}: AppSettings): 'no-consent' | 'no-budget' | 'within' | null {
  if (!isDoor(engine)) return null
  if (!consents.includes(engine)) return 'no-consent'
  return money.budgetPerDay === null && money.budgetPerBatch === null ? 'no-budget' : 'within'
}

/** A service's own name; an engine of this computer sends nothing away and needs none. */
export function engineName(engine: EngineId): string {
  return isDoor(engine) ? doors[engine].name : ''
}
