import { type Backoff, backoffMs } from '../../../core/service/backoff'
import type { Clock } from '../types'

/** How often it is tried whether somebody is there: soon at first, never more than a trickle. */
const wait: Backoff = { baseMs: 5000, maxMs: 60_000 }

export interface ProbeParts {
  readonly clock: Clock
  /** Whether it is still waited for. */
  readonly isWanted: () => boolean
  /** Looks, free, whether anybody answers. */
  readonly look: () => Promise<boolean>
  readonly onThere: () => void
  /** `onThere` failed. */
  readonly onFailure: (error: unknown) => void
}

/** Looks now and then whether a service can be reached again: one look at a time, whoever asks for it. */
export class Probe {
  readonly #parts: ProbeParts
  /** Looks since things last were well. */
  #looks = 0
  #looking = false
  #cancel: (() => void) | null = null

  constructor(parts: ProbeParts) {
    this.#parts = parts
  }

  /** Things are well: the next look, if there ever is one, comes soon. */
  forget(): void {
    this.#looks = 0
  }

  later(): void {
    const { clock } = this.#parts
    this.#looks += 1
    this.end()
    this.#cancel = clock.after(backoffMs(wait, this.#looks, Math.random()), () => this.now())
  }

  now(): void {
    if (this.#looking) return
    this.#looking = true
    const { look, isWanted, onThere, onFailure } = this.#parts
    look()
      .catch(() => false)
      .then((isThere) => {
        this.#looking = false
        if (!isWanted()) return
        this.end()
        if (isThere) onThere()
        else this.later()
      })
      .catch(onFailure)
  }

  /** Looks no more, until it is asked to. */
  end(): void {
    this.#cancel?.()
    this.#cancel = null
  }
}
