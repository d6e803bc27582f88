import type { AppError } from '../../../core/errors'
import type { CreateRow } from '../store/creates'
import type { Door } from './door'
import type { Order } from './order'
import type { Waiting } from './route-checks'
import type { Blocked } from './stops'

/** How far a create has come, as its job's state has it. */
export const steps = ['submitting', 'running', 'downloading'] as const
export type Step = (typeof steps)[number]

/**
 * What became of a create. `delivered`: its pictures are here, if fewer than were asked for as well. `failed`: nothing
 * (more) comes of it. `blocked`: it goes on later. `again`: it was certainly not accepted; what it was for is asked for
 * anew. `held`: nothing was to be sent any more before it was.
 */
export type Ending =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'blocked'; readonly blocked: Blocked }
  | { readonly kind: 'again' }
  | { readonly kind: 'held' }

/** Who waits for a create. */
export interface Follower {
  /** What it asks for, should it have to be sent (again). */
  readonly order: () => Promise<Order>
  readonly onStep: (step: Step) => void
  readonly onWait: (waiting: Waiting) => void
}

/** A create from its first byte to its last picture. It goes on though its job may be gone. */
export interface Life {
  row: CreateRow
  step: Step
  /** Whether its slots are counted as taken. */
  holdsSlots: boolean
  /** Why its job was told to wait though it goes on: it cannot be asked after now. */
  stuck: Blocked | null
  readonly door: Door
  readonly followers: Map<Follower, (blocked: Blocked) => void>
  /** Ends its waiting for slots, when nobody wants it any more. */
  unwanted: AbortController
  ended: Promise<Ending>
}

export function setStep(life: Life, step: Step): void {
  life.step = step
  for (const follower of life.followers.keys()) follower.onStep(step)
}

export function setWaiting(life: Life, waiting: Waiting): void {
  for (const follower of life.followers.keys()) follower.onWait(waiting)
}

/** Gives its slots back, if it has any. */
export function releaseSlots(life: Life): void {
  if (!life.holdsSlots) return
  life.holdsSlots = false
  life.door.line.report({ type: 'ended', slots: life.row.variations.length })
}
