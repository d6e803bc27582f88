import { describe, expect, it } from 'vitest'
import { PollSchedule } from '../../../../core/service/poll-schedule'
import { canSend, newSlotLimit, reduceSlotLimit, sendableAt } from '../../../../core/service/slot-limit'
import { seededRandom } from '../../../simulator/random'

/** A batch in a virtual world: the real limiter and poll schedule, a service that counts slots, and a network that takes time. */
interface World {
  readonly setting: number
  readonly account: number
  readonly tasks: number
  /** From a create's first byte to its decision, and back; a question's there and back. ms. */
  readonly createMs: number
  readonly answerMs: number
  readonly seed: number
}

interface Result {
  readonly ratio: number
  readonly refusedShare: number
  readonly mostQuestions: number
  readonly meanQuestions: number
  readonly peak: number
}

interface Happening {
  readonly at: number
  readonly run: () => void
}

function simulate(world: World): Result {
  const random = seededRandom(world.seed)
  const durations = Array.from({ length: world.tasks }, () => 1000 + 2000 * random())
  const polls = new PollSchedule(random)
  let limit = newSlotLimit(world.setting)
  let now = 0
  let peak = 0
  let refused = 0
  let done = 0
  let nextId = 0
  const waiting = durations.map((ms, index) => ({ id: `t${index}`, ms }))
  const ends = new Map<string, number>()
  const acceptedAt = new Map<string, number>()
  const questions = new Map<string, number>()
  const later: Happening[] = []
  const at = (time: number, run: () => void): void => void later.push({ at: time, run })

  const serverSlots = (): number => [...ends.values()].filter((end) => end > now).length
  const send = (job: { id: string; ms: number }): void => {
    const id = `c${nextId++}`
    limit = reduceSlotLimit(limit, { type: 'send', id, slots: 1, at: now })
    at(now + world.createMs, () => {
      const accepted = serverSlots() < world.account
      if (accepted) {
        ends.set(job.id, now + job.ms)
        peak = Math.max(peak, serverSlots())
      } else refused += 1
      at(now + world.answerMs / 2, () => {
        if (accepted) {
          limit = reduceSlotLimit(limit, { type: 'accepted', id, at: now })
          acceptedAt.set(job.id, now)
          polls.add(job.id, now, now)
        } else {
          limit = reduceSlotLimit(limit, { type: 'too-many-tasks', id, at: now, random: random() })
          waiting.unshift(job)
        }
      })
    })
  }
  const ask = (id: string): void => {
    questions.set(id, (questions.get(id) ?? 0) + 1)
    at(now + world.answerMs / 2, () => {
      const ended = (ends.get(id) ?? 0) <= now
      at(now + world.answerMs / 2, () => {
        if (!ended) return polls.answered(id, 'running', now)
        done += 1
        limit = reduceSlotLimit(limit, { type: 'ended', slots: 1 })
        polls.remove(id, durations[Number(id.slice(1))])
      })
    })
  }

  while (done < world.tasks) {
    while (waiting.length > 0 && canSend(limit, 1, now)) {
      const job = waiting.shift()
      if (job) send(job)
    }
    for (const id of polls.take(now)) ask(id)
    const times = [...later.map((happening) => happening.at), polls.nextAt()]
    if (waiting.length > 0) times.push(sendableAt(limit, 1))
    const next = Math.min(...times.filter((time): time is number => time !== null && time > now - 1e-9))
    now = Math.max(now, next)
    const due = later.filter((happening) => happening.at <= now)
    for (const happening of due) {
      later.splice(later.indexOf(happening), 1)
      happening.run()
    }
  }
  const asked = [...questions.values()]
  const ideal = durations.reduce((sum, ms) => sum + ms, 0) / Math.min(world.account, world.setting)
  return {
    ratio: now / ideal,
    refusedShare: refused / (refused + world.tasks),
    mostQuestions: Math.max(...asked),
    meanQuestions: asked.reduce((sum, count) => sum + count, 0) / asked.length,
    peak,
  }
}

describe('a batch of 500 tasks of 1 s to 3 s', () => {
  it.each([1, 2, 3, 4, 5])('comes near the ideal with at most 6 questions a task (seed %i)', (seed) => {
    const result = simulate({ setting: 10, account: 10, tasks: 500, createMs: 20, answerMs: 10, seed })
    expect(result.ratio).toBeLessThan(1.14)
    expect(result.mostQuestions).toBeLessThanOrEqual(6)
    expect(result.peak).toBe(10)
    expect(result.refusedShare).toBe(0)
  })

  it.each([1, 2, 3, 4, 5])('finds an account that has 4 slots where the setting says 10 (seed %i)', (seed) => {
    const result = simulate({ setting: 10, account: 4, tasks: 500, createMs: 20, answerMs: 10, seed })
    expect(result.ratio).toBeLessThan(1.15)
    expect(result.refusedShare).toBeLessThan(0.05)
    expect(result.mostQuestions).toBeLessThanOrEqual(6)
    expect(result.peak).toBe(4)
  })

  it.each([1, 2, 3])('keeps both over a slow line (seed %i)', (seed) => {
    const slow = { tasks: 500, createMs: 600, answerMs: 300, seed }
    expect(simulate({ setting: 10, account: 4, ...slow }).refusedShare).toBeLessThan(0.05)
    expect(simulate({ setting: 10, account: 10, ...slow }).mostQuestions).toBeLessThanOrEqual(6)
  })
})
