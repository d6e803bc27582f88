import { type LookUpProof, reduceProof } from '../../../core/service/look-up'
import type { ServiceTask } from '../../../core/service/task'
import type { CreateRow } from '../store/creates'
import type { AccountAt } from '../store/proofs'
import type { Store } from '../store/store'
import { renderLifeMs } from './create-row'
import type { Door } from './door'

/** Questions on the list's pages, newest tasks first: what was sent a moment ago is on the first. */
const pagesAsked = 2

/** Finds out whether asking by our own id can be trusted, and asks where it cannot. All of it is free. */
export class Proofs {
  readonly #store: Store
  readonly #now: () => number
  readonly #closing: AbortSignal
  /** By place: a trial under way. */
  readonly #trials = new Map<string, Promise<LookUpProof>>()

  constructor(store: Store, now: () => number, closing: AbortSignal) {
    this.#store = store
    this.#now = now
    this.#closing = closing
  }

  known(at: AccountAt): LookUpProof {
    return this.#store.reading(() => this.#store.proofs.find(at))
  }

  /**
   * Tries look-ups against the latest task that the service is known to know; what is clear is stored.
   * @returns what is known then
   */
  try(at: AccountAt, door: Door): Promise<LookUpProof> {
    const name = `${at.door} ${at.endpoint} ${at.account}`
    const under = this.#trials.get(name)
    if (under) return under
    const trial = this.#try(at, door).finally(() => this.#trials.delete(name))
    this.#trials.set(name, trial)
    return trial
  }

  async #try(at: AccountAt, door: Door): Promise<LookUpProof> {
    const before = this.known(at)
    if (before.kind !== 'untried') return before
    const task = this.#latestKnown(at)
    const service = await door.serviceFor(at)
    if (task?.taskId == null || service === null) return before
    const outcome = await service.lookUp(task.id, { signal: this.#closing })
    const proof = reduceProof(this.known(at), { taskId: task.taskId }, outcome)
    if (!this.#closing.aborted) this.#store.durably(() => this.#store.proofs.save(at, proof))
    return proof
  }

  /** Whether there is a task that look-ups can be tried against. */
  canTry(at: AccountAt): boolean {
    return this.#latestKnown(at) !== null
  }

  /** One that is older than renders may be forgotten: that it is not found would say nothing about look-ups. */
  #latestKnown({ door, endpoint, account }: AccountAt): CreateRow | null {
    const { creates } = this.#store
    return this.#store.reading(() => creates.latestKnown(door, endpoint, account, this.#now() - renderLifeMs))
  }

  /** Looks for a create in the list, where there is one; not being in it proves nothing. */
  async inList(id: string, at: AccountAt, door: Door): Promise<ServiceTask | null> {
    const service = await door.serviceFor(at)
    for (let page = 1; service && page <= pagesAsked; page += 1) {
      const outcome = await service.list(page, { signal: this.#closing })
      if (outcome.kind !== 'tasks') return null
      const found = outcome.tasks.find((task) => task.externalTaskId === id)
      if (found) return found
      if (outcome.tasks.length === 0) return null
    }
    return null
  }
}
