import { describe, expect, it } from 'vitest'
import { type JobState, jobStates } from '../../../core/job'
import { type Attention, type RunResult, RunWatch } from '../../../main/app/attention'

function watch() {
  const seen: Attention[] = []
  const ended: RunResult[] = []
  const run = new RunWatch(
    (attention) => seen.push(attention),
    (result) => ended.push(result),
  )
  const update = (some: Partial<Record<JobState, number>>, running = true) => {
    const counts = Object.fromEntries(jobStates.map((state) => [state, some[state] ?? 0])) as Record<JobState, number>
    run.update({ counts, running, active: counts.composing })
    return seen.at(-1)
  }
  return { update, ended }
}
const nothing = { progress: null, paused: false, awake: false }

describe('RunWatch', () => {
  it('shows nothing and lets the computer sleep while there is no work', () => {
    expect(watch().update({ done: 40, failed: 2 })).toEqual(nothing)
  })

  it('counts from where the run began, not what was finished before', () => {
    const { update } = watch()
    update({ done: 40, queued: 4 })
    expect(update({ done: 41, composing: 1, queued: 2 })).toEqual({ progress: 0.25, paused: false, awake: true })
    expect(update({ done: 42, failed: 1, composing: 1 })).toMatchObject({ progress: 0.75 })
  })

  it('says once how it ended', () => {
    const { update, ended } = watch()
    update({ done: 40, queued: 4 })
    update({ done: 40, composing: 2, queued: 2 })
    expect(update({ done: 42, failed: 1, blocked: 1 })).toEqual(nothing)
    update({ done: 42, failed: 1, blocked: 1 })
    expect(ended).toEqual([{ done: 2, failed: 1, blocked: 1 }])
  })

  it('lets the computer sleep while it is paused and nothing is under way any more', () => {
    const { update } = watch()
    expect(update({ composing: 1, queued: 3 }, false)).toMatchObject({ paused: true, awake: true })
    expect(update({ done: 1, queued: 3 }, false)).toMatchObject({ paused: true, awake: false })
  })

  it('does not call it an end when waiting jobs were taken off without any work', () => {
    const { update, ended } = watch()
    update({ queued: 3 }, false)
    expect(update({ cancelled: 3 }, false)).toEqual(nothing)
    expect(ended).toEqual([])
  })

  it('begins anew with the next batch', () => {
    const { update, ended } = watch()
    update({ composing: 1 })
    update({ done: 1 })
    expect(update({ done: 1, composing: 1, queued: 1 })).toMatchObject({ progress: 0 })
    update({ done: 3 })
    expect(ended).toEqual([
      { done: 1, failed: 0, blocked: 0 },
      { done: 2, failed: 0, blocked: 0 },
    ])
  })
})
