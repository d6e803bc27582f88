import { beforeEach, describe, expect, it } from 'vitest'
import { PollSchedule } from '../../../../core/service/poll-schedule'
import { nextQuestionAge, rememberDuration } from '../../../../core/service/poll-timing'

/** Ages at which a task is asked after until it has ended. */
function ages(tookMs: number, durations: readonly number[] = []): number[] {
  const asked: number[] = []
  for (let age = 0; age < tookMs; ) {
    age = nextQuestionAge(asked.length, age, durations)
    asked.push(Math.round(age))
  }
  return asked
}

/** Evenly from one to the other. */
function evenly(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1))
}

describe('when a task is asked after', () => {
  it('is quick at first, then slower, while nothing is known', () => {
    expect(ages(3000)).toEqual([1000, 1250, 1563, 1953, 2441, 3052])
  })

  it('is never more than half a minute apart', () => {
    const late = ages(600_000).slice(-2)
    expect((late[1] ?? 0) - (late[0] ?? 0)).toBe(30_000)
  })

  it('follows how long tasks take, once enough are known', () => {
    const slow = evenly(20_000, 30_000, 100)
    const asked = ages(30_000, slow)
    expect(asked[0]).toBeGreaterThan(21_000)
    expect(asked).toHaveLength(6)
    expect(nextQuestionAge(0, 0, slow.slice(0, 19))).toBe(1000)
  })

  it('falls where the answers are, not where one outlier was', () => {
    const mostly = [...evenly(8000, 10_000, 99), 300_000]
    expect(ages(10_000, mostly).length).toBeLessThanOrEqual(6)
    expect(nextQuestionAge(5, 9800, mostly)).toBe(9800 + 4900)
  })

  it('remembers the latest 200, and nothing that is no time', () => {
    const many = Array.from({ length: 300 }, (_, index) => index).reduce<readonly number[]>(rememberDuration, [])
    expect([many.length, many[0]]).toEqual([200, 100])
    expect(rememberDuration([], Number.NaN)).toEqual([])
    expect(rememberDuration([], -1)).toEqual([])
  })
})

describe('the schedule', () => {
  let schedule: PollSchedule
  beforeEach(() => {
    schedule = new PollSchedule(() => 0)
  })

  it('is one clock for all tasks', () => {
    expect(schedule.nextAt()).toBe(null)
    schedule.add('a', 0, 0)
    schedule.add('b', 400, 400)
    expect(schedule.nextAt()).toBe(1000)
    expect(schedule.take(1000)).toEqual(['a'])
    expect(schedule.nextAt()).toBe(1400)
    schedule.answered('a', 'running', 1010)
    expect(schedule.nextAt()).toBe(1262.5)
    expect(schedule.take(1500)).toEqual(['a', 'b'])
    expect([schedule.take(9000), schedule.nextAt()]).toEqual([[], null])
  })

  it('gives those that are due the longest first, and no more than wanted', () => {
    for (const id of ['a', 'b', 'c']) schedule.add(id, 0, 0)
    schedule.add('first', -500, 0)
    expect(schedule.take(1000, 2)).toEqual(['first', 'a'])
    expect(schedule.take(1000, 2)).toEqual(['b', 'c'])
  })

  it('asks at once after what was accepted in an earlier run', () => {
    schedule.add('old', 0, 1_000_000)
    expect(schedule.take(1_000_000)).toEqual(['old'])
  })

  it('waits longer after each answer that is not clear, or as long as it is asked to', () => {
    schedule.add('a', 0, 0)
    const waits = []
    for (let now = 1000, round = 0; round < 8; round += 1) {
      schedule.take(now)
      schedule.answered('a', 'trouble', now)
      waits.push((schedule.nextAt() ?? 0) - now)
      now = schedule.nextAt() ?? 0
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
    schedule.answered('a', 'trouble', 1e9, 90_000)
    expect(schedule.nextAt()).toBe(1e9 + 90_000)
    schedule.answered('a', 'running', 2e9)
    schedule.answered('a', 'trouble', 3e9)
    expect(schedule.nextAt()).toBe(3e9 + 1000)
  })

  it('goes on asking where the route of the question is missing, at most hourly', () => {
    schedule.add('a', 0, 0)
    schedule.answered('a', 'no-route', 0)
    expect(schedule.nextAt()).toBe(30_000)
    for (let round = 0; round < 20; round += 1) schedule.answered('a', 'no-route', 0)
    expect(schedule.nextAt()).toBe(3_600_000)
  })

  it('takes a hint as a reason to ask now, once a second, and for known tasks only', () => {
    schedule.add('a', 0, 0)
    schedule.hint('a', 100)
    schedule.hint('nobody', 100)
    expect(schedule.take(100)).toEqual(['a'])
    schedule.answered('a', 'running', 110)
    schedule.hint('a', 200)
    expect(schedule.take(200)).toEqual([])
  })

  it('asks again at once when a hint came while a question was under way', () => {
    schedule.add('a', 0, 0)
    schedule.take(1000)
    schedule.hint('a', 1005)
    schedule.answered('a', 'running', 1010)
    expect(schedule.take(1010)).toEqual(['a'])
  })

  it('pauses as a whole, and can be woken', () => {
    schedule.add('a', 0, 0)
    schedule.pauseUntil(5000)
    expect([schedule.nextAt(), schedule.take(4999)]).toEqual([5000, []])
    schedule.resume()
    expect(schedule.take(1000)).toEqual(['a'])
  })

  it('forgets what has ended, and learns from it', () => {
    for (const ms of evenly(5000, 6000, 20)) {
      schedule.add('a', 0, 0)
      schedule.remove('a', ms)
    }
    schedule.answered('a', 'running', 0)
    expect(schedule.nextAt()).toBe(null)
    schedule.add('b', 0, 0)
    expect(schedule.nextAt()).toBeGreaterThan(5000)
  })
})
