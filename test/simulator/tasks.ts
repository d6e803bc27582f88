import { createHmac, randomBytes } from 'node:crypto'
import type { Charge, Ledger } from './ledger'
import type { SimulatorOptions } from './options'

/** A task's states, as the service spells them. */
export type Status = 'submitted' | 'processing' | 'succeed' | 'failed'

/** A task stays `submitted` for a fifth of its time, at most this long, ms. */
const longestSubmitted = 300

/** Every task there is, by its ids; states follow from the clock. */
export class TaskBook {
  readonly #byId = new Map<string, Charge>()
  readonly #byExternalId = new Map<string, Charge[]>()
  /** Tasks that may still run, by account: pruned whenever slots are counted. */
  readonly #running = new Map<string, Set<Charge>>()
  readonly #peaks = new Map<string, number>()
  readonly #linkSecret = randomBytes(16)

  constructor(
    readonly ledger: Ledger,
    readonly options: () => SimulatorOptions,
    readonly now: () => number,
  ) {
    for (const charge of ledger.all()) this.#index(charge)
  }

  /** Charges a create and starts its task. */
  accept(charge: Charge): void {
    this.ledger.add(charge)
    this.#index(charge)
    this.#peaks.set(charge.account, Math.max(this.peak(charge.account), this.slotsInUse(charge.account)))
  }

  #index(charge: Charge): void {
    this.#byId.set(charge.taskId, charge)
    if (charge.externalTaskId !== null) {
      const key = `${charge.account}\n${charge.externalTaskId}`
      this.#byExternalId.set(key, [...(this.#byExternalId.get(key) ?? []), charge])
    }
    const running = this.#running.get(charge.account) ?? new Set()
    this.#running.set(charge.account, running.add(charge))
  }

  /** Whether the account has used that external id, visible or not. */
  hasExternalId(account: string, externalTaskId: string): boolean {
    return this.#byExternalId.has(`${account}\n${externalTaskId}`)
  }

  /** An account's task by its id. */
  byTaskId(account: string, taskId: string): Charge | null {
    const charge = this.#byId.get(taskId)
    return charge?.account === account && this.#isVisible(charge) ? charge : null
  }

  /** An account's task by the caller's id; the newest, should there be several. */
  byExternalId(account: string, externalTaskId: string): Charge | null {
    const charges = this.#byExternalId.get(`${account}\n${externalTaskId}`) ?? []
    return charges.filter((charge) => this.#isVisible(charge)).at(-1) ?? null
  }

  /** An account's tasks, newest first. */
  list(account: string): readonly Charge[] {
    return [...this.#byId.values()].filter((charge) => charge.account === account && this.#isVisible(charge)).reverse()
  }

  /** A task by its id, whoever asks: for its files. */
  any(taskId: string): Charge | null {
    return this.#byId.get(taskId) ?? null
  }

  #isVisible(charge: Charge): boolean {
    return this.now() >= charge.acceptedAt + this.options().visibleAfterMs
  }

  status(charge: Charge): Status {
    const age = this.now() - charge.acceptedAt
    if (age >= charge.takesMs) return charge.end.kind
    return age < Math.min(charge.takesMs / 5, longestSubmitted) ? 'submitted' : 'processing'
  }

  /** Slots of tasks that have not ended. */
  slotsInUse(account: string): number {
    let slots = 0
    const running = this.#running.get(account) ?? new Set()
    for (const charge of running) {
      if (this.now() >= charge.acceptedAt + charge.takesMs) running.delete(charge)
      else slots += charge.n
    }
    return slots
  }

  /** Most slots an account has had in use at once. */
  peak(account: string): number {
    return this.#peaks.get(account) ?? 0
  }

  /** `data` of an answer about a task. `origin`: where its files are served. */
  describe(charge: Charge, origin: string): Record<string, unknown> {
    const status = this.status(charge)
    const ended = status === 'succeed' || status === 'failed'
    const data: Record<string, unknown> = {
      task_id: charge.taskId,
      task_info: charge.externalTaskId === null ? {} : { external_task_id: charge.externalTaskId },
      task_status: status,
      created_at: charge.acceptedAt,
      updated_at: charge.acceptedAt + (ended ? charge.takesMs : 0),
    }
    if (charge.end.kind === 'failed' && ended) data.task_status_msg = charge.end.message
    if (charge.end.kind === 'succeed' && ended) {
      data.task_status_msg = ''
      data.task_result = { images: this.#images(charge, charge.end.images, origin) }
      data.final_unit_deduction = String(charge.n)
    }
    return data
  }

  #images(charge: Charge, count: number, origin: string): unknown[] {
    return Array.from({ length: count }, (_, index) => ({
      index,
      url: this.link(charge.taskId, String(index), origin),
      ...(charge.watermark && { watermark_url: this.link(charge.taskId, `${index}-watermark`, origin) }),
    }))
  }

  /** A link that is good for a while from now. */
  link(taskId: string, name: string, origin: string): string {
    const expires = this.now() + this.options().linkMs
    const { format } = this.options().render
    return `${origin}/files/${taskId}/${name}.${format === 'jpeg' ? 'jpg' : 'png'}?expires=${expires}&signature=${this.#sign(taskId, name, expires)}`
  }

  /** Whether a link is one of ours and still good, and its file is not deleted yet. */
  isGoodLink(taskId: string, name: string, expires: number, signature: string): boolean {
    const charge = this.#byId.get(taskId)
    if (!charge || signature !== this.#sign(taskId, name, expires)) return false
    const deleted = charge.acceptedAt + charge.takesMs + this.options().renderLifeMs
    return this.now() < Math.min(expires, deleted)
  }

  #sign(taskId: string, name: string, expires: number): string {
    return createHmac('sha256', this.#linkSecret).update(`${taskId}/${name}/${expires}`).digest('hex').slice(0, 32)
  }
}
