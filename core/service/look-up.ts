import { z } from 'zod'
import type { QueryOutcome } from './outcomes'
import type { ServiceTask } from './task'

/**
 * Whether asking by external id can be trusted at one door, endpoint and account (design, "Money" 3). It is tried, free,
 * against a task known to exist. `notFound`: how often that task was not found; twice is clear.
 */
export const lookUpProofSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('untried'), notFound: z.number().int().min(0).max(1) }),
  z.object({ kind: z.literal('proven') }),
  z.object({ kind: z.literal('not-offered') }),
])
export type LookUpProof = z.infer<typeof lookUpProofSchema>

export const noProof: LookUpProof = { kind: 'untried', notFound: 0 }

/**
 * What a look-up of a known task adds to the proof. Only clear answers count: the very task (proven), or not found by
 * the service itself. Server errors, pages, cuts: as before, to be tried again.
 */
export function reduceProof(
  proof: LookUpProof,
  known: Pick<ServiceTask, 'taskId'>,
  outcome: QueryOutcome,
): LookUpProof {
  if (proof.kind === 'proven') return proof
  if (outcome.kind === 'task') return outcome.task.taskId === known.taskId ? { kind: 'proven' } : proof
  // A documented "invalid parameter" says as clearly as "not found" that this id is not understood here.
  const clear = outcome.kind === 'not-found' || (outcome.kind === 'refused' && outcome.error.code === 'request-refused')
  if (!clear || proof.kind === 'not-offered') return proof
  return proof.notFound === 0 ? { kind: 'untried', notFound: 1 } : { kind: 'not-offered' }
}

/** What is known of an unknown create; stored with it, beside its door, endpoint and account. */
export const unknownCreateSchema = z.object({
  /** When it was first not found, ms since 1970; `null`: not yet. */
  notFoundAt: z.number().nullable(),
})
export type UnknownCreate = z.infer<typeof unknownCreateSchema>

/** Between two look-ups that both have to miss, ms: a create may still be landing. */
export const secondLookMs = 5000

/** What to do about an unknown create after a look-up. */
export type UnknownStep =
  /** It was accepted: this is its task. */
  | { readonly kind: 'adopt'; readonly task: ServiceTask }
  /** Look again, not before `at`; `state` is stored first. */
  | { readonly kind: 'look-again'; readonly at: number; readonly state: UnknownCreate }
  /** Certainly not accepted: send it again, with the same id. */
  | { readonly kind: 'send-again' }
  /** Look-ups prove nothing here: `blocked(unknown-charge)`. */
  | { readonly kind: 'ask-user' }

/**
 * Decides after a look-up under the create's own door, endpoint and account. A task that is found is believed without
 * any proof; that there is none is believed only where look-ups are proven, and only twice.
 * @param retryMs when to look again after an answer that is not clear
 */
export function decideUnknown(
  state: UnknownCreate,
  proof: LookUpProof,
  outcome: QueryOutcome,
  now: number,
  retryMs: number,
): UnknownStep {
  if (outcome.kind === 'task') return { kind: 'adopt', task: outcome.task }
  if (proof.kind === 'not-offered') return { kind: 'ask-user' }
  if (outcome.kind !== 'not-found') return { kind: 'look-again', at: now + retryMs, state }
  if (proof.kind !== 'proven') return { kind: 'ask-user' }
  // One that is yet to come is of a clock that was put back since.
  if (state.notFoundAt === null || state.notFoundAt > now)
    return { kind: 'look-again', at: now + secondLookMs, state: { notFoundAt: now } }
  const readyAt = state.notFoundAt + secondLookMs
  return now >= readyAt ? { kind: 'send-again' } : { kind: 'look-again', at: readyAt, state }
}
