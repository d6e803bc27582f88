import { reportRows, writeReport } from '../../queue/report'
import type { Context } from '../context'
import { saveReport } from '../dialogs'
import type { HandlersOf } from './handle'
import { startBatch } from './start-batch'

export function queueHandlers(context: Context): HandlersOf<'queue'> {
  const queue = async () => (await context.services()).queue
  return {
    'queue:snapshot': async () => (await context.services()).queueFeed.snapshot(),
    'queue:start': async (batch) => {
      const { settings, presets } = context.kept
      return startBatch(await context.services(), settings.value, batch, presets.value.presets)
    },
    'queue:set-running': async ({ running }) => (await queue()).setRunning(running),
    'queue:cancel': async ({ jobs }) => (await queue()).cancel(jobs),
    'queue:retry': async ({ jobs }) => (await queue()).retry(jobs),
    'queue:remove': async ({ jobs }) => (await queue()).remove(jobs),
    'queue:move': async ({ jobs, before }) => (await queue()).move(jobs, before),
    'queue:place': async ({ places }) => (await queue()).place(places),
    'queue:pause': async ({ way }) => (await queue()).pause(way),
    'queue:set-priority': async ({ jobs, priority }) => (await queue()).setPriority(jobs, priority),
    'queue:clear': async ({ jobs, cleared }) => (await queue()).clear(jobs, cleared),
    'queue:hold-batch': async ({ batch, held }) => (await queue()).holdBatch(batch, held),
    'queue:batch-settings': async ({ batch, job }) => (await queue()).batchSettings(batch, job),
    'queue:export-report': async ({ batch, format }) => {
      const file = await saveReport(context.window(), format, context.texts())
      if (file === null) return { file, jobs: 0 }
      return { file, jobs: await writeReport(file, reportRows(await queue(), batch), format) }
    },
    'queue:dismiss-recovery': async () => (await queue()).dismissRecovery(),
    'queue:approve-pilot': async ({ batch }) => (await queue()).approvePilot(batch),
    'queue:set-budget': async ({ batch, units }) => (await queue()).setBudget(batch, units),
    'queue:unknown-charges': async () => [...(await queue()).unknownCharges()],
    'queue:settle-unknown': async ({ creates, choice }) => (await queue()).settleUnknown(creates, choice),
  }
}
