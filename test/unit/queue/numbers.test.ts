import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultEncoding } from '../../../core/encoding'
import { planTarget } from '../../../core/geometry'
import { initialProgress, type JobState } from '../../../core/job'
import { defaultLocalPainting, firstLocalPainting } from '../../../core/local-painting'
import type { JobView } from '../../../core/queue'
import { defaultTarget } from '../../../core/settings'
import { JobList } from '../../../main/queue/job-list'
import { outputKey, paintKey } from '../../../main/queue/keys'
import { moved } from '../../../main/queue/positions'
import { Tally } from '../../../main/queue/tally'

function view(id: string, state: JobState, change: Partial<JobView> = {}): JobView {
  const size = { width: 600, height: 400 }
  return {
    ...initialProgress,
    state,
    id,
    batchId: 'batch',
    source: `/photos/${id}.jpg`,
    engine: 'local',
    local: defaultLocalPainting,
    link: null,
    prompt: '',
    shape: '16x9',
    shapeKind: 'ratio',
    n: 1,
    photo: size,
    canvas: size,
    original: { left: 0, top: 0 },
    outputSize: size,
    passes: 1,
    position: 1,
    priority: 'normal',
    cleared: false,
    fraction: 0,
    waiting: null,
    ...change,
  }
}

describe('the tally', () => {
  test('counts states, reasons and units as jobs change and go', () => {
    const tally = new Tally()
    const [queued, blocked] = [view('a', 'queued', { units: 2 }), view('a', 'blocked', { reason: 'output', units: 3 })]
    tally.add(queued)
    tally.add(view('b', 'composing'))
    expect(tally.counts()).toMatchObject({ queued: 1, composing: 1 })
    expect([tally.units, tally.active]).toEqual([2, 1])
    tally.change(queued, blocked)
    expect([tally.blocked('output'), tally.units, tally.counts().queued]).toEqual([1, 3, 0])
    tally.remove(blocked)
    expect([tally.blocked('output'), tally.units]).toEqual([0, 0])
  })

  test('estimates by the median of what was made last, with what is under way counted in part', () => {
    const tally = new Tally()
    expect(tally.etaMs(2, 0)).toBeNull()
    for (const [index, ms] of [100, 300, 9000].entries()) {
      const before = view(`done-${index}`, 'composing', { startedAt: 1000 })
      tally.add(before)
      tally.change(before, { ...before, state: 'done', finishedAt: 1000 + ms })
    }
    expect(tally.etaMs(2, 0)).toBe(0)
    for (let index = 0; index < 10; index += 1) tally.add(view(`queued-${index}`, 'queued'))
    tally.add(view('half', 'composing', { fraction: 0.5 }))
    expect(tally.etaMs(2, 0)).toBe((10.5 * 300) / 2)
  })

  /** A job that took so many ms. */
  function make(tally: Tally, id: string, ms: number, change: Partial<JobView> = {}): void {
    const before = view(id, 'composing', { startedAt: 1000, ...change })
    tally.add(before)
    tally.change(before, { ...before, state: 'done', finishedAt: 1000 + ms })
  }

  test('does not estimate one way of painting by another', () => {
    const tally = new Tally()
    make(tally, 'quick', 100, { local: { method: 'mirror', effort: 'fast' } })
    tally.add(view('slow', 'queued', { local: { method: 'texture', effort: 'quality' } }))
    expect(tally.etaMs(1, 0)).toBeNull()
    tally.add(view('quick too', 'queued', { local: { method: 'mirror', effort: 'quality' } }))
    make(tally, 'slow before', 30_000, { local: { method: 'texture', effort: 'quality' } })
    expect(tally.etaMs(1, 0)).toBe(30_100)
  })

  test('estimates what a service paints by its passes, and what is painted here by its size', () => {
    const tally = new Tally()
    make(tally, 'a', 20_000, { engine: 'kling' })
    make(tally, 'b', 1000)
    tally.add(view('c', 'queued', { engine: 'kling', passes: 3 }))
    expect(tally.etaMs(1, 0)).toBe(60_000)
    const mirror = { method: 'mirror', effort: 'fast' } as const
    make(tally, 'd', 1000, { local: mirror })
    tally.add(view('e', 'queued', { local: mirror, canvas: { width: 1200, height: 800 } }))
    expect(tally.etaMs(1, 0)).toBe(64_000)
  })

  test('knows that continued texture takes about as long around large photos as around small ones', () => {
    const tally = new Tally()
    const around = (width: number, height: number) => ({
      photo: { width, height },
      canvas: { width: 1.2 * width, height },
    })
    make(tally, 'small', 10_000, around(1500, 1000))
    tally.add(view('large', 'queued', around(6000, 4000)))
    const eta = tally.etaMs(1, 0) ?? 0
    expect(eta).toBeGreaterThan(10_000)
    expect(eta).toBeLessThan(40_000)
  })

  test('is at its end once nothing waits any more, whatever the sizes', () => {
    const tally = new Tally()
    const jobs = [301, 457, 733].map((width) => view(`${width}`, 'queued', { photo: { width: width / 2, height: 99 } }))
    make(tally, 'done', 100)
    for (const job of jobs) tally.add(job)
    for (const job of jobs) tally.remove(job)
    expect(tally.etaMs(1, 0)).toBe(0)
  })

  test('goes by how far work is where nothing like it is done yet', () => {
    const tally = new Tally()
    const job = view('a', 'composing', { startedAt: 1000, fraction: 0.05 })
    tally.add(job)
    tally.add(view('b', 'queued'))
    expect(tally.etaMs(1, 2000)).toBeNull()
    tally.change(job, { ...job, fraction: 0.25 })
    tally.add(view('has its shape', 'queued', { passes: 0 }))
    expect(tally.etaMs(1, 6000)).toBe(15_000 + 20_000)
  })

  test('does not learn from what was skipped', () => {
    const tally = new Tally()
    const before = view('a', 'preparing', { startedAt: 1000 })
    tally.add(before)
    tally.change(before, { ...before, skipped: true, state: 'done', finishedAt: 1001 })
    expect(tally.etaMs(1, 0)).toBeNull()
  })

  test('learns nothing of painting from what had its shape already', () => {
    const tally = new Tally()
    make(tally, 'a', 10, { passes: 0 })
    tally.add(view('b', 'queued', { passes: 0 }))
    expect(tally.etaMs(1, 0)).toBe(10)
    tally.add(view('c', 'queued'))
    expect(tally.etaMs(1, 0)).toBeNull()
  })
})

describe('places in the queue', () => {
  const order = ['a', 'b', 'c', 'd'].map((id, index) => ({ id, position: index + 1 }))
  const placed = (ids: readonly string[], before: string | null, jobs = order) => {
    const places = new Map(jobs.map((job) => [job.id, job.position]))
    for (const { id, position } of moved(jobs, ids, before)) places.set(id, position)
    return [...places].sort(([, a], [, b]) => a - b).map(([id, position]) => ({ id, position }))
  }
  const ids = (jobs: readonly { readonly id: string }[]) => jobs.map((job) => job.id).join('')

  test.each([
    [['d'], 'a', 'dabc'],
    [['a'], null, 'bcda'],
    [['d', 'b'], 'c', 'adbc'],
    [['a', 'c'], 'a', 'bdac'],
    [['b'], 'gone', 'acdb'],
    [['gone', 'c'], 'b', 'acbd'],
    [['a', 'b', 'c', 'd'], null, 'abcd'],
    [[], 'a', 'abcd'],
  ])('%j before %j', (moving, before, expected) => {
    expect(ids(placed(moving, before))).toBe(expected)
  })

  test('only the jobs that move get a new place', () => {
    expect(moved(order, ['d'], 'b').map((job) => job.id)).toEqual(['d'])
  })

  test('a place can be found any number of times', () => {
    let jobs = order
    for (let round = 0; round < 3000; round += 1) jobs = placed([jobs[3]?.id ?? ''], jobs[1]?.id ?? '', jobs)
    expect(new Set(jobs.map((job) => job.position)).size).toBe(4)
  })

  test('any move gives the order it should', () => {
    const letters = fc.constantFrom<string>('a', 'b', 'c', 'd')
    fc.assert(
      fc.property(fc.uniqueArray(letters), fc.option(letters), (moving, before) => {
        const rest = order.map((job) => job.id).filter((id) => !moving.includes(id))
        const index = before === null || !rest.includes(before) ? rest.length : rest.indexOf(before)
        rest.splice(index, 0, ...moving)
        expect(ids(placed(moving, before))).toBe(rest.join(''))
      }),
    )
  })
})

describe('keys', () => {
  const result = planTarget({ width: 600, height: 400 }, defaultTarget, { limits: null })
  if (result.kind !== 'planned') throw new TypeError('Expected a plan')
  const paint = {
    contentHash: 'ab',
    plan: result.plan,
    engine: 'local' as const,
    local: firstLocalPainting,
    prompt: '',
    n: 1,
    watermark: false,
  }
  const encoding = { ...defaultEncoding, quality: 90 }
  const output = { paintKey: paintKey(paint), format: 'jpeg' as const, encoding, feather: 16, planned: '/out/a.jpg' }

  test('are the same for the same, whatever the order of its parts', () => {
    const { engine, local, prompt, n, watermark, contentHash } = paint
    const turned = { watermark, n, prompt, local, engine, plan: structuredClone(paint.plan), contentHash }
    expect(paintKey(turned)).toBe(paintKey(paint))
    expect(outputKey({ ...output })).toBe(outputKey(output))
  })

  test.each([
    ['content', { contentHash: 'cd' }],
    ['engine', { engine: 'kling' as const }],
    ['way of painting', { local: defaultLocalPainting }],
    ['prompt', { prompt: 'a meadow' }],
    ['n', { n: 2 }],
    ['watermark', { watermark: true }],
    ['plan', { plan: { ...paint.plan, original: { left: 1, top: 0 } } }],
  ])('of paint differ by %s', (_, change) => {
    expect(paintKey({ ...paint, ...change })).not.toBe(paintKey(paint))
  })

  test.each([
    ['paint', { paintKey: 'other' }],
    ['format', { format: 'png' as const }],
    ['quality', { encoding: { ...encoding, quality: null } }],
    ['profile', { encoding: { ...encoding, profile: 'srgb' as const } }],
    ['feather', { feather: 0 }],
    ['path', { planned: '/out/b.jpg' }],
  ])('of outputs differ by %s', (_, change) => {
    expect(outputKey({ ...output, ...change })).not.toBe(outputKey(output))
  })

  test('of outputs made before there was a choice of encodings and ways of painting are still theirs', () => {
    expect(paintKey(paint)).toBe('4d5db140a790b3fdbca8b5117835b4825ebf0e596cd60b33ee4034b1bc14032c')
    expect(outputKey({ ...output, paintKey: 'ab' })).toBe(
      'd4c2650b6f4a79792eef79841d771d50326d191b107346c04ebd077829605476',
    )
  })

  test('of paint that was bought do not depend on how the local engine would paint', () => {
    const bought = { ...paint, engine: 'kling' as const }
    expect(paintKey({ ...bought, local: defaultLocalPainting })).toBe(paintKey(bought))
  })
})

test('ten thousand jobs that come in any order are sorted once', () => {
  const list = new JobList()
  for (let position = 10_000; position > 0; position -= 1)
    list.add(view(`job-${position}`, 'queued', { position }), '/')
  expect(list.views().map((job) => job.position)).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1))
  expect([list.takePositions(5), list.takePositions(1)]).toEqual([10_001, 10_006])
  expect(list.takeNext('local')).toBe('job-1')
  list.replace(view('job-1', 'preparing', { position: 1 }))
  list.remove(['job-2'])
  expect(list.takeNext('local')).toBe('job-3')
})
