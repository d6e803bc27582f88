import { basename, extname } from 'node:path'
import type { About } from '../../core/ipc/app'
import type { LogEntry } from '../../core/log'
import type { JobView, QueueSnapshot } from '../../core/queue'
import type { DoorKey, DoorSettings } from '../../core/service/access'
import { doorIds } from '../../core/service/doors'
import { type AppSettings, type BatchSettings, defaultBatchSettings } from '../../core/settings'
import type { StorageUsage } from '../../core/storage'
import { type Private, scrub } from './scrub'

/** What a report is made of. Parts that cannot be had are left out. */
export interface DiagnosticFacts extends Private {
  readonly about: About
  readonly locale: string
  readonly settings: AppSettings
  readonly keys: readonly DoorKey[]
  /** How long the program has run, s. */
  readonly uptime: number
  /** Bytes of the program's main process. */
  readonly memory: { readonly rss: number; readonly heapUsed: number }
  /** Of the machine, bytes. */
  readonly machine: { readonly memory: number; readonly free: number; readonly processors: number }
  readonly photos: number | null
  readonly queue: Pick<QueueSnapshot, 'jobs' | 'batches' | 'summary'> | null
  readonly storage: StorageUsage | null
  readonly log: readonly LogEntry[]
}

/** So many of the last errors of jobs, and of the log's warnings, are told. */
const mostErrors = 10
const mostLogged = 30
/** A stack's first lines say where. */
const logLines = 6

/** A report for a bug's sake, in English: versions, settings, queue, the last errors. Without keys, prompts and paths. */
export function diagnosticsText(facts: DiagnosticFacts): string {
  const failed = failedJobs(facts.queue)
  const unnamed = withoutOwnWords(failed, facts.settings.batch.prompt)
  const sections = [programLines(facts), settingsLines(facts), queueLines(facts.queue, failed, unnamed)]
  sections.push(logLinesOf(facts, unnamed))
  return scrub(`${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`, facts)
}

function programLines({ about, locale, uptime, memory, machine, photos, storage }: DiagnosticFacts): string[] {
  return [
    `Outframe ${about.version}`,
    `Electron ${about.electron} · Chromium ${about.chromium} · Node ${about.node}`,
    `${about.system} · ${machine.processors} processors · ${megabytes(machine.memory)} memory, ${megabytes(machine.free)} free`,
    `Locale ${locale} · up for ${Math.round(uptime)} s · main process ${megabytes(memory.rss)}, heap ${megabytes(memory.heapUsed)}`,
    ...(photos === null ? [] : [`Library: ${photos} photos`]),
    ...(storage === null
      ? []
      : [
          `Kept: ${Object.entries(storage)
            .map(([kind, { bytes }]) => `${kind} ${megabytes(bytes)}`)
            .join(', ')}`,
        ]),
  ]
}

function settingsLines({ settings, keys }: DiagnosticFacts): string[] {
  const { theme, language, batch, doors, money, consents, receiverPort, storage } = settings
  return [
    'Settings',
    `  theme ${theme}, language ${language}, receiver port ${receiverPort ?? 'none'}`,
    `  batch: ${JSON.stringify(safeBatch(batch))}`,
    ...doorIds.map((door) => `  ${door}: ${JSON.stringify(safeDoor(doors[door]))}, key ${keyWords(keys, door)}`),
    `  consents: ${consents.join(', ') || 'none'} · budget per batch ${money.budgetPerBatch ?? 'none'}, per day ${money.budgetPerDay ?? 'none'}`,
    `  limits: thumbnails ${megabytes(storage.thumbnailBytes)}, renders ${megabytes(storage.renderBytes)}`,
  ]
}

/** Without the user's own words: what they paint, what they call files and where they put them is nobody's business. */
function safeBatch(batch: BatchSettings) {
  const { prompt, output, ...others } = batch
  return {
    ...others,
    prompt: prompt === '' ? 'none' : `${[...prompt].length} characters`,
    output: {
      ...output,
      folder: output.folder === defaultBatchSettings.output.folder ? 'beside the photos' : 'chosen',
      template: output.template.replace(/\{[a-z:\d]+\}|[\p{L}\p{N}]+/gu, (part) => (part.startsWith('{') ? part : 'x')),
    },
  }
}

function safeDoor({ endpoint, callbackUrl, ...others }: DoorSettings) {
  return { ...others, endpoint: originOf(endpoint), callback: callbackUrl === null ? 'none' : 'set' }
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : 'none'
}

function keyWords(keys: readonly DoorKey[], door: DoorKey['door']): string {
  const key = keys.find((one) => one.door === door)
  if (key === undefined || key.place === 'none') return 'none'
  return `${key.kind} (${key.place}${key.problem === null ? '' : `, ${key.problem.code}`})`
}

function failedJobs(queue: DiagnosticFacts['queue']): readonly JobView[] {
  return queue?.jobs.filter(({ error }) => error !== null).slice(-mostErrors) ?? []
}

/** Shorter prompts would take words out of every text. */
const shortestPrompt = 4

/**
 * Takes out of a text what the user called these photos and had painted on them, which no pattern would know: a name may
 * hold anything, and a service may repeat what it was sent.
 */
function withoutOwnWords(jobs: readonly JobView[], prompt: string): (text: string) => string {
  const names = jobs.flatMap(({ source }) =>
    [source, basename(source)].map((name) => [name, `~${extname(name)}`] as const),
  )
  const prompts = [prompt, ...jobs.map((job) => job.prompt)]
    .filter(({ length }) => length >= shortestPrompt)
    .flatMap((text) => [text, JSON.stringify(text).slice(1, -1)].map((form) => [form, '[prompt]'] as const))
  const own = [...new Map([...names, ...prompts])].sort(([a], [b]) => b.length - a.length)
  return (text) => own.reduce((kept, [words, instead]) => kept.replaceAll(words, instead), text)
}

function queueLines(
  queue: DiagnosticFacts['queue'],
  failed: readonly JobView[],
  unnamed: (text: string) => string,
): string[] {
  if (queue === null) return ['Queue: not open']
  const { summary, jobs, batches } = queue
  const counts = Object.entries(summary.counts).filter(([, count]) => count > 0)
  return [
    `Queue: ${summary.running ? 'running' : 'paused'}, ${batches.length} batches, ${jobs.length} jobs`,
    `  ${counts.map(([state, count]) => `${count} ${state}`).join(', ') || 'empty'} · ${summary.active} of ${summary.parallel} at work`,
    `  ${summary.units} units, ${summary.unitsToday} today, ${summary.unknownCharges} unknown charges`,
    ...(summary.problem ? [`  problem: ${summary.problem.code}: ${summary.problem.message}`] : []),
    ...failed.map(
      ({ state, engine, error }) => `  ${state} (${engine}): ${error?.code}: ${oneLine(unnamed(error?.message ?? ''))}`,
    ),
  ]
}

function logLinesOf({ log }: DiagnosticFacts, unnamed: (text: string) => string): string[] {
  const told = log.filter(({ level }) => level !== 'info').slice(-mostLogged)
  if (told.length === 0) return ['Log: no warnings or errors']
  return [
    'Log: the last warnings and errors',
    ...told.map(
      ({ time, level, text }) => `  ${time} ${level} ${unnamed(text).split('\n').slice(0, logLines).join('\n    ')}`,
    ),
  ]
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`
}
