import type { QueueSummary } from '../../core/queue'
import { Turns } from '../shared/turns'
import { BatchList } from './batch-list'
import { Consent } from './consent'
import { Edits } from './edits'
import { FetchLine } from './fetch-line'
import { InFlight } from './in-flight'
import type { JobList } from './job-list'
import { Journal } from './journal'
import { OutputGate } from './output-gate'
import { PhotoHasher } from './photo-hasher'
import { Results } from './results'
import type { JobTools } from './run-job'
import { Scheduler } from './scheduler'
import { noAccess, ServiceDesk } from './service/desk'
import { isFreed } from './service/freed'
import type { Store } from './store/store'
import { systemClock } from './system-clock'
import type { QueueLog, QueueOptions } from './types'
import type { OutputWriter } from './write-output'

/** What opening a queue came upon. */
export interface Found {
  readonly list: JobList
  readonly writer: OutputWriter
  readonly recovered: QueueSummary['recovered']
}

/** What a queue is made of. */
export interface QueueParts {
  readonly journal: Journal
  readonly desk: ServiceDesk
  readonly scheduler: Scheduler
  readonly batches: BatchList
  readonly results: Results
  readonly consent: Consent
  readonly edits: Edits
}

const silence: QueueLog = { warn: () => undefined }

/** Puts a queue's parts together. @param closing aborts what adds to it. */
export function assemble(store: Store, options: QueueOptions, found: Found, closing: AbortSignal): QueueParts {
  const { imaging, version, access = noAccess, clock = systemClock, log = silence } = options
  const { list, writer } = found
  const now = () => clock.now()
  const journal = new Journal(store, list, log)
  const hasher = new PhotoHasher(store, imaging)
  const desk = new ServiceDesk({
    stateDir: options.stateDir,
    store,
    list,
    journal,
    imaging,
    access,
    clock,
    dayBudget: options.dayBudget ?? (() => null),
    cacheBytes: options.renderCacheBytes,
    onFreed: (freed) => void scheduler.freed((view) => isFreed(view, freed)),
    onFailure: (error) => scheduler.fail(error),
  })
  const [gate, inFlight, paintTurns] = [new OutputGate(store), new InFlight(), new Turns()]
  const onMade: JobTools['onMade'] = (result, mark) => results.marks.made(result, mark)
  const tools = { store, imaging, hasher, gate, writer, inFlight, desk, paintTurns, onMade, now, version }
  const fetchLine = new FetchLine(store, list)
  const scheduler = new Scheduler({ tools, list, journal, clock, log, fetchLine })
  const { spending } = desk
  const onAdded = () => {
    fetchLine.refill()
    scheduler.pump()
  }
  const batches = new BatchList({ store, list, journal, hasher, access, spending, now, onAdded })
  const holding = <T>(work: () => Promise<T>) => scheduler.holding(work)
  const results = new Results({ store, list, journal, hasher, imaging, batches, clock, closing, holding })
  const consent = new Consent({ list, journal, scheduler, desk, batches, now })
  const edits = new Edits({ list, journal, scheduler, fetchLine, desk, batches, now })
  return { journal, desk, scheduler, batches, results, consent, edits }
}
