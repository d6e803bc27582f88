import { setTimeout as after } from 'node:timers/promises'
import type { Queue } from '../queue/types'

/** Longest wait for work to come to an orderly end, ms; a compose gives way much sooner. */
export const patience = 10_000

/**
 * Longest wait for the answers to creates that were sent, ms: a create is never given up once bytes have left, and the
 * service may take two minutes to answer. What is not answered by then is looked up at the next start.
 */
const createPatience = 180_000

/** Closes a queue. Only creates that were sent may take longer than everything else; `say` tells of that. */
export async function closeQueue(queue: Queue, say: (words: string) => void): Promise<void> {
  const isSending = queue.snapshot().jobs.some(({ state }) => state === 'submitting')
  if (isSending) say('Waiting for the answer to what has been sent.')
  await atMost(isSending ? createPatience : patience, queue.close())
}

/** Waits, but not longer than so many ms. */
export async function atMost(ms: number, done: Promise<void>): Promise<void> {
  await Promise.race([done, after(ms, undefined, { ref: false })])
}
