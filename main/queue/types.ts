import type { ErrorInfo } from '../../core/errors'
import type { Target } from '../../core/geometry/types'
import type { Imaging } from '../../core/imaging'
import type { JobOutput, JobState } from '../../core/job'
import type { FileStamp, MovedFile, PhotoHeader } from '../../core/photo'
import type { UserPreset } from '../../core/presets'
import type {
  JobView,
  NameReport,
  PauseWay,
  Place,
  Priority,
  QueueSnapshot,
  QueueSummary,
  UnknownCharge,
  UnknownChoice,
} from '../../core/queue'
import type { ServiceAccess } from '../../core/service/access'
import type { BatchSettings } from '../../core/settings'
import type { StorageUse } from '../../core/storage'
import type { QueueResults } from './results'
import type { KnownPaint } from './store/jobs'

/** A photo that shall become a job. */
export interface PhotoToExpand {
  /** Absolute path of the photo. */
  readonly source: string
  /** Absolute path of what was given: the folder that was walked, or the photo itself. Outputs are mirrored relative to it. */
  readonly root: string
  readonly header: PhotoHeader
  /** The file as it was when its header was read; when it differs later, the header is read again. */
  readonly stamp: FileStamp
  /** This photo's own target; `null`: the batch's. */
  readonly target: Target | null
  /** Further targets of its own, beside `target`; absent: none. */
  readonly moreTargets?: readonly Target[]
  /** This photo's own prompt; absent: the batch's. */
  readonly prompt?: string | null
  /** The link it was fetched from: `source` is its copy, `root` the folder in which outputs of links are made. */
  readonly link?: string | null
  /** Only these of its pictures, from 1; absent: all. */
  readonly variations?: readonly number[]
  /** Stars that its pictures have by now, by variation, for their names; those that are not here have the photo's. */
  readonly stars?: ReadonlyMap<number, number>
  /** What its bytes are and what is painted for them, where that is known before its job begins. */
  readonly paint?: KnownPaint
}

/** A photo that needs nothing for one of its targets: the same outputs were made before and are still there. */
export interface SkippedPhoto {
  /** An id of its own, though no job has it. */
  readonly id: string
  readonly source: string
  readonly outputs: readonly JobOutput[]
}

/** A photo that cannot become a job for one of its targets, with the reason. */
export interface RefusedPhoto {
  /** An id of its own, though no job has it. */
  readonly id: string
  readonly source: string
  readonly error: ErrorInfo
}

/** A photo that was left out because the name of an output of it is taken. */
export interface NameTaken {
  /** An id of its own, though no job has it. */
  readonly id: string
  readonly source: string
  /** The path that is taken, absolute. */
  readonly path: string
}

/** What adding a batch did. */
export interface AddedBatch {
  /** `null` when there was nothing to do, then nothing was stored. */
  readonly batchId: string | null
  /** The jobs that were stored, one for each photo and target: in the order of the photos' paths, then of their targets. */
  readonly jobs: readonly JobView[]
  readonly skipped: readonly SkippedPhoto[]
  readonly refused: readonly RefusedPhoto[]
  /** Photos met in walked folders that are outputs of this queue themselves; they are left out. */
  readonly ownOutputs: readonly string[]
  /** Photos left out because a name is taken; none unless the settings say `skip`. */
  readonly nameTaken: readonly NameTaken[]
  /** Photos left out because the queue has them already; none unless `leaveWaiting` is asked for. Each target counts. */
  readonly waiting: number
}

export interface AddBatchOptions {
  /** Make outputs that exist already once more (under a free name). Default: false. */
  readonly again?: boolean
  /**
   * Leave out what waits or is under way in just that way. Default: false, it becomes a job, which counts the file that
   * the other one makes as its own. With `again` nothing is left out.
   */
  readonly leaveWaiting?: boolean
  /** Most units the batch may take; absent: no cap. */
  readonly budget?: number | null
  /** The user's presets, for `{preset}` in names; absent: the built-in ones alone. */
  readonly presets?: readonly UserPreset[]
  /** Whether the door is asked for a watermark (`null`: it is not said); absent: as its settings say. */
  readonly watermark?: boolean | null
  /** Gives up planning; nothing is stored then, and the call rejects with `cancelled`. */
  readonly signal?: AbortSignal
}

/** Some jobs by id, or all there are. */
export type JobSelection = readonly string[] | 'all'

/**
 * What happened, told after it is on disk.
 * `job`: a job is new (`previous` is `null`) or changed; with an equal state only its progress, outputs or position did.
 * `removed`: jobs are gone. `batches`: the list of batches changed. `summary`: whether it runs, its problem or what was recovered changed.
 */
export type QueueChange =
  | { readonly type: 'job'; readonly job: JobView; readonly previous: JobState | null }
  | { readonly type: 'removed'; readonly ids: readonly string[] }
  | { readonly type: 'batches' }
  | { readonly type: 'summary' }

/** The queue of one state folder. Every method that changes something resolves once that is on disk. */
export interface Queue {
  /**
   * Plans photos and stores them as one batch: whole or not at all. Takes nothing up by itself.
   * @throws {AppError} `bad-request` when the name template is none; `cancelled` by the signal or `close`;
   * `state-unwritable`
   */
  addBatch(photos: readonly PhotoToExpand[], settings: BatchSettings, options?: AddBatchOptions): Promise<AddedBatch>
  /**
   * What adding these photos would do with names: how many are taken. Changes nothing.
   * @throws {AppError} as `addBatch`
   */
  checkNames(
    photos: readonly PhotoToExpand[],
    settings: BatchSettings,
    options?: Omit<AddBatchOptions, 'budget'>,
  ): Promise<NameReport>
  /**
   * `true` takes jobs up, and tries blocked ones again; `false` takes nothing new up and lets active jobs finish.
   * `onlyBatch`: jobs of other batches stay where they are (until called again without it).
   */
  setRunning(running: boolean, options?: { readonly onlyBatch?: string }): Promise<void>
  /**
   * Pauses in one of three ways; `setRunning(true)` goes on after each. None of them gives up what was sent, and after
   * each of them nothing more is sent to a service.
   */
  pause(way: PauseWay): Promise<void>
  /** Stops waiting and active jobs and cleans up after them. Jobs that are finished stay as they are. */
  cancel(jobs: JobSelection): Promise<void>
  /** Puts failed, cancelled and blocked jobs back in line, at their own place. What a pilot holds back is held again. */
  retry(jobs: JobSelection): Promise<void>
  /** Forgets jobs that are not active. Outputs stay on disk, and stay known: they are not made again. */
  remove(jobs: JobSelection): Promise<void>
  /**
   * Takes finished jobs off the list, for the list only: results, numbers and history keep them. Tried again, they are
   * back; and when `cleared`, which is true by default, is false.
   */
  clear(jobs: JobSelection, cleared?: boolean): Promise<void>
  /**
   * Puts jobs, in the order given, before another one; `null`: at the end.
   * @returns where those that got a new place were before, for `place`
   */
  move(jobs: readonly string[], before: string | null): Promise<readonly Place[]>
  /** Puts jobs at places they had before. */
  place(places: readonly Place[]): Promise<void>
  /** Changes what is taken up first. What is under way is not stopped for it. */
  setPriority(jobs: JobSelection, priority: Priority): Promise<void>
  /**
   * Photos were moved or renamed: their jobs follow, in whatever state, if the file is by size and time the one that was
   * planned. What is under way goes on with the old path. Outputs stay as they were planned, but for those beside photos
   * whose folder is gone (see `placed`); what was bought is known by the photo's content, and is not bought again.
   */
  follow(moves: readonly MovedFile[]): Promise<void>
  /**
   * Keeps a batch's waiting jobs from being taken up, or lets them; what is under way finishes.
   * @throws {AppError} `not-found`
   */
  holdBatch(batchId: string, held: boolean): Promise<void>
  /**
   * What a batch was started with, or with which one of its jobs would be made again: its own target and prompt alone.
   * `null`: an older version did not note it.
   * @throws {AppError} `not-found`
   */
  batchSettings(batchId: string, job?: string): BatchSettings | null
  /** Whether a create is on its way, of a job that was cancelled as well: closing waits for what comes of it. */
  isSending(): boolean
  /** Tasks at the services that were asked for for a job, by their ids there. */
  taskIds(id: string): readonly string[]
  /** Lets the jobs run that a batch's pilot held back. */
  approvePilot(batchId: string): Promise<void>
  /** Sets the cap of a batch, or of all there are; jobs that waited for it go on. */
  setBudget(batchId: string | 'all', units: number | null): Promise<void>
  /** The creates that wait for the user, oldest first. */
  unknownCharges(): readonly UnknownCharge[]
  /** Does with some of them, by the create's id, what the user chose. */
  settleUnknown(creates: JobSelection, choice: UnknownChoice): Promise<void>
  /** Somebody says that a task has changed: it is asked after, and nothing is believed. */
  hint(taskId: string): void
  /** The network may be back: doors that wait for it are tried at once. */
  retryOffline(): void
  /** What the bought renders take up, and what of it `clearRenders` leaves. */
  renderUse(): StorageUse
  /** Removes the renders that no job that is not done needs. */
  clearRenders(): Promise<void>
  /** How many bytes of renders are kept once their jobs are done. */
  limitRenders(maxBytes: number): Promise<void>
  /** What can be done with finished files. */
  readonly results: QueueResults
  /** One job as it is now. */
  job(id: string): JobView | undefined
  /** Whether a file is one that this queue made or is making. */
  isOutput(path: string): boolean
  /** Whether this queue made a file of that content (SHA-256, hex), wherever it is now. */
  madeContent(sha256: string): boolean
  /** All there is, jobs in the queue's order. Its cost is one array. */
  snapshot(): Omit<QueueSnapshot, 'revision'>
  summary(): QueueSummary
  dismissRecovery(): void
  /** Calls back after every change; answers with the function that ends it. */
  onChange(listener: (change: QueueChange) => void): () => void
  /**
   * Resolves once the queue, as far as it runs, has nothing left but blocked and finished jobs; while it is paused,
   * once no job is active.
   */
  idle(): Promise<void>
  /** Puts active jobs back in line, closes the store and gives up the state folder. The queue stays for the next start. */
  close(): Promise<void>
}

/** Time, so that tests have their own. */
export interface Clock {
  /** ms since 1970. */
  now(): number
  /** Calls back once after `ms`, without keeping the process alive; answers with the function that ends it. */
  after(ms: number, call: () => void): () => void
}

/** Where the queue tells what it met. Never gets a key. */
export interface QueueLog {
  warn(message: string): void
}

export interface QueueOptions {
  /** Absolute path; created when missing. */
  readonly stateDir: string
  readonly imaging: Imaging
  /** The way to the services. Default: there is no key for any. */
  readonly access?: ServiceAccess
  /** Most units from midnight to midnight, asked for before each create; `null`: no cap. Default: none. */
  readonly dayBudget?: () => number | null
  /** Bought renders that are kept once their jobs are done, bytes. Default: 2 GB. */
  readonly renderCacheBytes?: number
  /** The program's version, written into outputs. */
  readonly version: string
  /** Default: the system's clock. */
  readonly clock?: Clock
  /** Default: silence. */
  readonly log?: QueueLog
  /** Called before each step that a crash could fall between; for tests of recovery. */
  readonly onStep?: (step: string) => void
}
