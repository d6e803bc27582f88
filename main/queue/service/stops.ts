import { type AppError, type ErrorInfo, toErrorInfo } from '../../../core/errors'
import type { BlockedReason } from '../../../core/job'

/** Nothing is wrong with a job, but it has to wait for something. */
export class Blocked extends Error {
  override readonly name = 'Blocked'
  readonly info: ErrorInfo

  constructor(
    readonly reason: BlockedReason,
    error: AppError,
  ) {
    super(error.message, { cause: error })
    this.info = toErrorInfo(error)
  }
}

/** The queue was paused, or the batch put on hold, before a job's create was sent: the job goes back in line. */
export class Held extends Error {
  override readonly name = 'Held'
  constructor() {
    super('Nothing is sent for now.')
  }
}
