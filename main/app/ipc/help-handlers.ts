import { cpus, freemem, totalmem } from 'node:os'
import { app, clipboard } from 'electron'
import { AppError } from '../../../core/errors'
import { doorIds } from '../../../core/service/doors'
import { about, licences, noticesFile } from '../about'
import type { Context } from '../context'
import { type DiagnosticFacts, diagnosticsText } from '../diagnostics'
import { offerInMenu } from '../menu-view'
import { readLog } from '../read-log'
import { openFile, reveal } from '../reveal'
import { clearStorage, storageUsage } from '../storage'
import type { Handlers, HandlersOf } from './handle'

/** The channels that help with the program itself. */
type HelpHandlers = HandlersOf<'log' | 'storage'> &
  Pick<Handlers, 'app:about' | 'app:licences' | 'app:open-notices' | 'app:diagnostics' | 'app:menu-view' | 'app:copy'>

/** Of the log, for a report. */
const reportedEntries = 400

export function helpHandlers(context: Context): HelpHandlers {
  const { log, services } = context
  const usage = async () => storageUsage(await services())
  return {
    'app:about': () => about(context.version),
    'app:licences': async () => [...(await licences(`${app.getAppPath()}/out`))],
    'app:open-notices': async () => {
      const file = await noticesFile()
      if (file === null) throw new AppError('not-found', 'Chromium’s notices are not beside the program.')
      await openFile(file)
    },
    'app:diagnostics': async () => ({ text: diagnosticsText(await factsOf(context)) }),
    'app:menu-view': (state) => offerInMenu(state),
    'app:copy': ({ text }) => clipboard.writeText(text),
    'log:read': async ({ entries }) => ({ file: log.file, entries: [...(await readLog(log.file, entries))] }),
    'log:reveal': () => reveal(log.file),
    'storage:usage': usage,
    'storage:clear': async ({ what }) => {
      await clearStorage(await services(), what)
      return usage()
    },
  }
}

/** A report must be had just when something does not work: what cannot be asked is left out. */
async function factsOf({ services, kept, vault, locale, version, log }: Context): Promise<DiagnosticFacts> {
  const rooms = await services().catch(() => null)
  return {
    about: await about(version),
    locale,
    settings: kept.settings.value,
    keys: await vault.list().catch(() => []),
    secrets: await secretsOf(vault),
    uptime: process.uptime(),
    memory: process.memoryUsage(),
    machine: { memory: totalmem(), free: freemem(), processors: cpus().length },
    photos: rooms?.library.photos('all').length ?? null,
    queue: rooms?.queue.snapshot() ?? null,
    storage: rooms && (await storageUsage(rooms).catch(() => null)),
    log: await readLog(log.file, reportedEntries).catch(() => []),
  }
}

/** Keys in use, to be taken out wherever they might have got to. */
async function secretsOf(vault: Context['vault']): Promise<readonly string[]> {
  const found = await Promise.all(doorIds.map((door) => vault.credentials(door).catch(() => null)))
  return found.flatMap((credentials) => {
    if (credentials === null) return []
    return credentials.kind === 'key' ? [credentials.key] : [credentials.accessKey, credentials.secretKey]
  })
}
