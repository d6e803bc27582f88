import { expect, onTestFinished, test } from 'vitest'
import { decideUnknown } from '../../../../core/service/look-up'
import { PollSchedule } from '../../../../core/service/poll-schedule'
import { newCreate } from '../../../../main/queue/service/create-row'
import { SlotLine } from '../../../../main/queue/service/slot-line'
import { Spending } from '../../../../main/queue/service/spending'
import type { CreateRow } from '../../../../main/queue/store/creates'
import { Store } from '../../../../main/queue/store/store'
import { steadyTime } from '../../../../main/queue/system-clock'
import { TestClock, temporaryFolder } from '../world'

const day = 24 * 60 * 60 * 1000

async function openStore(clock: TestClock): Promise<Store> {
  const store = Store.open(await temporaryFolder(), clock.now())
  onTestFinished(() => store.close())
  return store
}

async function openSpending() {
  const clock = new TestClock()
  const store = await openStore(clock)
  const spending = new Spending(
    store,
    () => clock.now(),
    () => null,
  )
  return { clock, store, spending }
}

function create(id: string, sentAt: number, changes: Partial<CreateRow> = {}): CreateRow {
  return {
    ...newCreate,
    id,
    paintKey: 'paint',
    pass: 0,
    jobId: 'job',
    batchId: 'batch',
    source: '/a.jpg',
    passes: 1,
    door: 'kling',
    endpoint: 'https://kling.test',
    account: 'studio',
    sentAt,
    stake: 1,
    result: { width: 900, height: 600 },
    variations: [1],
    ...changes,
  }
}

/** Stores a create in the place of what it was, and counts it. */
function save(store: Store, spending: Spending, before: CreateRow | null, after: CreateRow): CreateRow {
  store.durably(() => store.creates.save(after))
  spending.changed(before, after)
  return after
}

test('the first create after midnight counts once', async () => {
  const { clock, store, spending } = await openSpending()
  save(store, spending, null, create('yesterday', clock.now()))
  expect(spending.today).toBe(1)
  clock.advance(day)
  save(store, spending, null, create('today', clock.now()))
  expect(spending.today).toBe(1)
})

test('what yesterday’s create turns out to cost is not taken from today', async () => {
  const { clock, store, spending } = await openSpending()
  const sent = save(store, spending, null, create('yesterday', clock.now()))
  clock.advance(day)
  const accepted = save(store, spending, sent, { ...sent, state: 'accepted', units: 1 })
  save(store, spending, accepted, { ...accepted, state: 'ended', units: 0.5 })
  expect(spending.today).toBe(0)
  expect(spending.ofBatch('batch')).toBe(0.5)
})

test('an unknown create counts on the day on which it was sent again', async () => {
  const { clock, store, spending } = await openSpending()
  const unknown = save(store, spending, null, create('a', clock.now(), { state: 'unknown' }))
  clock.advance(day)
  expect(spending.today).toBe(0)
  save(store, spending, unknown, { ...unknown, state: 'sent', sentAt: clock.now() })
  expect(spending.today).toBe(1)
})

test('look-ups are not tried against a task that the service may have forgotten', async () => {
  const clock = new TestClock()
  const store = await openStore(clock)
  const known = { state: 'ended', seen: true, acceptedAt: clock.now() } as const
  store.durably(() => store.creates.save(create('old', clock.now(), known)))
  const latest = (now: number) => store.creates.latestKnown('kling', 'https://kling.test', 'studio', now - 30 * day)
  expect(latest(clock.now() + day)?.id).toBe('old')
  expect(latest(clock.now() + 31 * day)).toBe(null)
})

test('a create that is sent again whole takes all its slots, also where fewer are set by now', async () => {
  const line = new SlotLine(new TestClock(), 2)
  const signal = new AbortController().signal
  expect(await line.acquire({ id: 'whole', want: 4, whole: true, signal })).toBe(4)
  expect(line.slots.inUse).toBe(4)
  let granted = false
  const next = line.acquire({ id: 'next', want: 1, whole: false, signal }).then(() => {
    granted = true
  })
  line.report({ type: 'accepted', id: 'whole', at: 0 })
  await Promise.resolve()
  expect(granted).toBe(false)
  line.report({ type: 'ended', slots: 4 })
  await next
  expect(line.slots).toEqual({ inUse: 1, limit: 2, configured: 2 })
})

test('a clock that was put back makes nothing wait for the time that was', () => {
  const [before, now] = [1_000_000_000, 1_000_000]
  const schedule = new PollSchedule(() => 0)
  schedule.add('task', before, now)
  expect(schedule.nextAt()).toBeLessThanOrEqual(now + 5000)
  const missing = { kind: 'not-found', error: new Error('none') } as never
  const step = decideUnknown({ notFoundAt: before }, { kind: 'proven' }, missing, now, 1000)
  expect(step).toEqual({ kind: 'look-again', at: now + 5000, state: { notFoundAt: now } })
})

test('time goes on while the clock is put back, and follows it when it is put forward', () => {
  let [wall, elapsed] = [1_000_000, 0]
  const time = steadyTime(
    () => wall,
    () => elapsed,
  )
  wall -= 3_600_000
  elapsed += 500.25
  expect(time()).toBe(1_000_500)
  wall += 7_200_000
  elapsed += 10
  expect(time()).toBe(wall)
})
