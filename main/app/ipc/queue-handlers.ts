import type { Context } from '../context'
import type { HandlersOf } from './handle'
import { startBatch } from './start-batch'

export function queueHandlers(context: Context): HandlersOf<'queue'> {
  const queue = async () => (await context.services()).queue
  return {
    'queue:snapshot': async () => (await context.services()).queueFeed.snapshot(),
    'queue:start': async (batch) => startBatch(await context.services(), context.kept.settings.value, batch),
    'queue:set-running': async ({ running }) => (await queue()).setRunning(running),
    'queue:cancel': async ({ jobs }) => (await queue()).cancel(jobs),
    'queue:retry': async ({ jobs }) => (await queue()).retry(jobs),
    'queue:remove': async ({ jobs }) => (await queue()).remove(jobs),
    'queue:move': async ({ jobs, before }) => (await queue()).move(jobs, before),
    'queue:dismiss-recovery': async () => (await queue()).dismissRecovery(),
    'queue:approve-pilot': async ({ batch }) => (await queue()).approvePilot(batch),
    'queue:set-budget': async ({ batch, units }) => (await queue()).setBudget(batch, units),
    'queue:unknown-charges': async () => [...(await queue()).unknownCharges()],
    'queue:settle-unknown': async ({ creates, choice }) => (await queue()).settleUnknown(creates, choice),
  }
}
