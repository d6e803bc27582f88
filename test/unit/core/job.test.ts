import { expect, test } from 'vitest'
import {
  activeStates,
  initialProgress,
  isActive,
  isFinished,
  type JobEvent,
  type JobProgress,
  type JobState,
  jobProgressSchema,
  jobStates,
  reduceJob,
} from '../../../core/job'

const at = 1000
const error = { code: 'image-damaged', message: 'a.jpg breaks off.' } as const

function job(state: JobState, change: Partial<JobProgress> = {}): JobProgress {
  return { ...initialProgress, state, ...change }
}

const output = (variation: number): JobEvent => ({
  type: 'output',
  output: { path: `/out/a_v${variation}.jpg`, variation },
})

test('a job of the local engine goes from queued to done', () => {
  const events: JobEvent[] = [
    { type: 'advance', to: 'preparing', at },
    { type: 'advance', to: 'composing', at: at + 1 },
    { type: 'output', output: { path: '/out/a.jpg', variation: 1 } },
    { type: 'finish', at: at + 5 },
  ]
  const done = events.reduce(reduceJob, initialProgress)
  expect(done).toEqual({
    ...initialProgress,
    state: 'done',
    outputs: [{ path: '/out/a.jpg', variation: 1 }],
    startedAt: at,
    finishedAt: at + 5,
  })
  expect(jobProgressSchema.parse(JSON.parse(JSON.stringify(done)))).toEqual(done)
})

test('a job keeps what is told of its outputs, and loses it by none that was made before', () => {
  const notes = [{ code: 'gain-map', params: {}, message: 'The HDR gain map was left out.' }] as const
  const made = reduceJob(job('composing'), { ...output(1), made: { effectiveScale: 0.4, notes } } as JobEvent)
  expect(reduceJob(made, output(2))).toMatchObject({ effectiveScale: 0.4, notes })
  const { notes: _, ...before } = made
  expect(jobProgressSchema.parse(before).notes).toEqual([])
})

test('a paid job goes through every step, and from a pass to the next', () => {
  const events: JobEvent[] = [
    ...activeStates.slice(0, 4).map((to): JobEvent => ({ type: 'advance', to, at })),
    { type: 'charge', units: 2 },
    { type: 'pass', index: 2, of: 2 },
    { type: 'advance', to: 'preparing', at },
    { type: 'advance', to: 'submitting', at },
    { type: 'charge', units: 1 },
    { type: 'advance', to: 'composing', at },
    { type: 'finish', at },
  ]
  const done = events.reduce(reduceJob, initialProgress)
  expect(done).toMatchObject({ state: 'done', units: 3, pass: { index: 2, of: 2 } })
})

test('work only goes forward', () => {
  for (const [from, state] of activeStates.entries()) {
    for (const [to, next] of activeStates.entries()) {
      const step = () => reduceJob(job(state), { type: 'advance', to: next, at })
      if (to > from || (state === 'downloading' && next === 'preparing')) expect(step().state).toBe(next)
      else expect(step).toThrow(TypeError)
    }
  }
})

/** In which states each event may happen; in all others it is a bug. */
const legal: Readonly<Record<Exclude<JobEvent['type'], 'advance'>, readonly JobState[]>> = {
  pass: activeStates,
  output: activeStates,
  gone: jobStates,
  charge: jobStates,
  finish: activeStates,
  fail: ['queued', 'blocked', ...activeStates],
  block: ['queued', 'blocked', ...activeStates],
  cancel: ['queued', 'blocked', ...activeStates],
  requeue: ['queued', 'blocked', 'failed', 'cancelled', ...activeStates],
  hold: ['queued', 'blocked', 'failed', 'cancelled', ...activeStates],
}
const eventOf: Readonly<Record<keyof typeof legal, JobEvent>> = {
  pass: { type: 'pass', index: 1, of: 2 },
  output: output(1),
  gone: { type: 'gone', variation: 1 },
  charge: { type: 'charge', units: 1 },
  finish: { type: 'finish', at },
  fail: { type: 'fail', error, at },
  block: { type: 'block', reason: 'offline' },
  cancel: { type: 'cancel', at },
  requeue: { type: 'requeue' },
  hold: { type: 'hold' },
}

test.each(Object.keys(legal) as (keyof typeof legal)[])('%s happens only where it can', (type) => {
  for (const state of jobStates) {
    const happens = () => reduceJob(job(state), eventOf[type])
    if (legal[type].includes(state)) expect(happens).not.toThrow()
    else expect(happens).toThrow(`A job that is ${state} cannot ${type}`)
  }
})

test('what is finished or blocked cannot advance', () => {
  for (const state of ['done', 'failed', 'cancelled', 'blocked'] as const) {
    expect(() => reduceJob(job(state), { type: 'advance', to: 'preparing', at })).toThrow(TypeError)
  }
})

test('outputs are kept in the order of their variations, one each', () => {
  const made = [output(3), output(1), output(3)].reduce(reduceJob, job('composing'))
  expect(made.outputs.map((one) => one.variation)).toEqual([1, 3])
})

test('an output that is in the trash is no output any more; the job stays done', () => {
  const done = [output(1), output(2)].reduce(reduceJob, job('composing'))
  const gone = reduceJob(reduceJob(done, { type: 'finish', at }), { type: 'gone', variation: 1 })
  expect(gone).toMatchObject({ state: 'done', outputs: [{ variation: 2 }] })
})

test('going back in line keeps outputs and units, and forgets what went wrong', () => {
  const failed = [output(1), { type: 'charge', units: 2 } as const, { type: 'fail', error, at } as const].reduce(
    reduceJob,
    job('composing', { startedAt: at }),
  )
  expect(failed).toMatchObject({ state: 'failed', error, finishedAt: at })
  expect(reduceJob(failed, { type: 'requeue' })).toEqual({
    ...initialProgress,
    outputs: [{ path: '/out/a_v1.jpg', variation: 1 }],
    units: 2,
  })
})

test('a blocked job says why, until it goes on', () => {
  const blocked = reduceJob(job('preparing'), { type: 'block', reason: 'output', error })
  expect(blocked).toMatchObject({ state: 'blocked', reason: 'output', error })
  expect(reduceJob(blocked, { type: 'requeue' })).toMatchObject({ state: 'queued', reason: null, error: null })
  expect(reduceJob(blocked, { type: 'cancel', at })).toMatchObject({ state: 'cancelled', reason: null, error: null })
})

test('every state is waiting, active, blocked or finished', () => {
  expect(jobStates.filter((state) => !isActive(state) && !isFinished(state))).toEqual(['queued', 'blocked'])
  expect(jobStates.filter((state) => isActive(state) && isFinished(state))).toEqual([])
})
