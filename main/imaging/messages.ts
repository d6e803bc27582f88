import type { ErrorInfo } from '../../core/errors'
import type {
  CheckedRender,
  CheckRenderRequest,
  ComposeRequest,
  ComposeResult,
  PrepareRequest,
  PreviewRequest,
  RateRequest,
  ThumbnailRequest,
  Upload,
} from '../../core/imaging'
import type { ProbeResult } from '../../core/photo'
import type { Thumbnail } from './thumbnail'
import type { Work } from './weigh'

/** What a worker can be asked to do, by kind. */
export interface TaskRequests {
  readonly probe: { readonly paths: readonly string[] }
  readonly hash: { readonly path: string }
  readonly thumbnail: ThumbnailRequest
  readonly preview: PreviewRequest
  readonly prepare: { readonly request: PrepareRequest }
  readonly 'check-render': { readonly request: CheckRenderRequest }
  readonly compose: { readonly request: ComposeRequest; readonly memoryLimit: number }
  readonly weigh: { readonly work: Work }
  readonly rate: RateRequest
  readonly memory: object
}

/** What it answers with. */
export interface TaskValues {
  /** The results were sent before, one by one. */
  readonly probe: null
  readonly hash: string
  readonly thumbnail: Thumbnail
  readonly preview: Thumbnail
  readonly prepare: Upload
  readonly 'check-render': CheckedRender
  readonly compose: ComposeResult
  /** The most memory that it will take, bytes. */
  readonly weigh: number
  readonly rate: null
  /** Resident memory, bytes. */
  readonly memory: number
}

export type TaskKind = keyof TaskRequests

/** One request with its kind. */
export type TaskRequest = { readonly [K in TaskKind]: { readonly kind: K } & TaskRequests[K] }[TaskKind]

/** Main to worker. */
export type ToWorker =
  | { readonly type: 'task'; readonly id: number; readonly task: TaskRequest }
  | { readonly type: 'cancel'; readonly id: number }

/** Worker to main. `memory` is the worker's resident memory after the task, bytes. */
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'probed'; readonly id: number; readonly results: readonly ProbeResult[] }
  | { readonly type: 'progress'; readonly id: number; readonly fraction: number }
  | { readonly type: 'done'; readonly id: number; readonly value: TaskValues[TaskKind]; readonly memory: number }
  | {
      readonly type: 'failed'
      readonly id: number
      readonly error: ErrorInfo
      readonly retryable: boolean
      readonly memory: number
    }
