import { isFinished, type JobState } from '../../core/job'
import type { MovedFile } from '../../core/photo'
import type { JobView, Place, Priority } from '../../core/queue'
import { doorIds } from '../../core/service/doors'
import type { BatchList } from './batch-list'
import type { FetchLine } from './fetch-line'
import type { JobList } from './job-list'
import type { Journal } from './journal'
import { moved } from './positions'
import type { Scheduler } from './scheduler'
import type { ServiceDesk } from './service/desk'
import type { JobSelection } from './types'

export interface EditsParts {
  readonly list: JobList
  readonly journal: Journal
  readonly scheduler: Scheduler
  readonly fetchLine: FetchLine
  readonly desk: ServiceDesk
  readonly batches: BatchList
  readonly now: () => number
}

const retried: readonly JobState[] = ['failed', 'cancelled', 'blocked']

/** To try again all there is is no word on the pilot. */
function isRetried({ state, reason }: JobView): boolean {
  return retried.includes(state) && reason !== 'pilot'
}

/**
 * What the user does to jobs of the line: stop them, try them again, put them elsewhere, take them off, move their photos.
 */
export class Edits {
  readonly #parts: EditsParts

  constructor(parts: EditsParts) {
    this.#parts = parts
  }

  async cancel(jobs: JobSelection): Promise<void> {
    const { scheduler, journal, now } = this.#parts
    const ids = this.#ids(jobs)
    await scheduler.holding(async () => {
      const stopped = scheduler.stop(ids, 'cancel')
      const at = now()
      await journal.commitEach(ids, (view) =>
        isFinished(view.state) || scheduler.has(view.id) ? null : { type: 'cancel', at },
      )
      await stopped
    })
  }

  async retry(jobs: JobSelection): Promise<void> {
    const { list, desk, scheduler, fetchLine, journal, batches } = this.#parts
    const ids = this.#ids(jobs)
    for (const door of doorIds) if (ids.some((id) => list.view(id)?.engine === door)) desk.tryAgain(door)
    fetchLine.again(ids)
    await scheduler.holding(async () => {
      const isBack = (view: JobView | undefined) => view?.state === 'queued' || view?.reason === 'pilot'
      await journal.commitEach(ids, (view) =>
        isRetried(view) ? { type: batches.awaitsPilot(view) ? 'hold' : 'requeue' } : null,
      )
      // What is made again is on the list again.
      const back = ids.filter((id) => isBack(list.view(id)))
      await journal.mark(back, { cleared: false })
    })
  }

  async clear(jobs: JobSelection, cleared: boolean): Promise<void> {
    const { list, journal } = this.#parts
    const ids = this.#ids(jobs).filter((id) => isFinished(list.view(id)?.state ?? 'queued'))
    await journal.mark(ids, { cleared })
    journal.tell({ type: 'summary' })
  }

  async remove(jobs: JobSelection): Promise<void> {
    const { list, scheduler, journal, batches } = this.#parts
    await scheduler.holding(async () => {
      const ids = this.#ids(jobs).filter((id) => list.get(id) && !scheduler.has(id))
      await journal.remove(ids)
      batches.dropEmpty()
    })
    journal.tell({ type: 'summary' })
  }

  async move(jobs: readonly string[], before: string | null): Promise<readonly Place[]> {
    const { list, scheduler, journal } = this.#parts
    return await scheduler.holding(async () => {
      const places = moved(list.views(), jobs, before)
      const old = places.flatMap(({ id }) => {
        const view = list.view(id)
        return view ? [{ id, position: view.position }] : []
      })
      await journal.place(places)
      return old
    })
  }

  async place(places: readonly Place[]): Promise<void> {
    const { list, scheduler, journal } = this.#parts
    await scheduler.holding(() => journal.place(places.filter(({ id }) => list.view(id))))
  }

  async setPriority(jobs: JobSelection, priority: Priority): Promise<void> {
    const { scheduler, journal } = this.#parts
    await scheduler.holding(() => journal.mark(this.#ids(jobs), { priority }))
  }

  async follow(moves: readonly MovedFile[]): Promise<void> {
    const { list, scheduler, journal } = this.#parts
    const bySource = new Map(moves.map((move) => [move.from, move]))
    const ids = list.views().flatMap(({ id, source }) => (bySource.has(source) ? [id] : []))
    if (ids.length === 0) return
    await scheduler.holding(() =>
      journal.follow(ids, ({ source, stamp }) => {
        const move = bySource.get(source)
        const isPlanned = move?.stamp.bytes === stamp.bytes && move.stamp.modifiedMs === stamp.modifiedMs
        return move !== undefined && isPlanned ? move.to : null
      }),
    )
  }

  #ids(jobs: JobSelection): readonly string[] {
    return jobs === 'all' ? this.#parts.list.views().map((view) => view.id) : jobs
  }
}
