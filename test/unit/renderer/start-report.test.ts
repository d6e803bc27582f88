import { describe, expect, it } from 'vitest'
import { nothingStarted } from '../../../core/queue'
import { type StartOffers, startReport } from '../../../renderer/state/start-report'
import { spoken } from './spoken'

const result = { ...nothingStarted, batchId: 'batch' }
const nothing: StartOffers = { makeAgain: () => undefined, release: () => undefined, resume: null, several: false }

/** As it is read. */
function told(...[about, offers]: Parameters<typeof startReport>) {
  const notice = startReport(about, offers)
  return notice && spoken(notice)
}

describe('what is said of a Start', () => {
  it('is nothing when every photo went into the queue', () => {
    expect(startReport({ ...result, jobs: 3 }, nothing)).toBeNull()
  })

  it('accounts for each photo that did not', () => {
    const refused = [{ source: '/a.jpg', error: { code: 'limit-ratio', message: 'Too wide.' } } as const]
    const notice = told({ ...result, jobs: 3, skipped: 2, refused, ownOutputs: 4 }, nothing)
    expect(notice).toMatchObject({ kind: 'info', title: '3 photos added to the queue' })
    expect(notice?.body).toMatch(
      /^2 photos were done already.* 1 photo was left out: it cannot.* 4 photos were left out/,
    )
  })

  it('counts pictures where photos have more than one target', () => {
    const notice = told({ ...result, jobs: 3, nameTaken: 3 }, { ...nothing, several: true })
    expect(notice).toMatchObject({
      title: '3 pictures added to the queue',
      body: '3 pictures were left out: their names are taken.',
    })
  })

  it('says that results are left out, when there was nothing else', () => {
    expect(told({ ...result, ownOutputs: 1 }, nothing)).toMatchObject({
      kind: 'error',
      body: '1 photo was left out: it is a result itself.',
    })
  })

  it('offers to make everything again when all of it exists', () => {
    const again: string[] = []
    startReport({ ...result, skipped: 2 }, { ...nothing, makeAgain: () => void again.push('again') })?.action?.run()
    expect(again).toEqual(['again'])
  })

  it('says what is in the queue already, and offers to resume one that is paused', () => {
    expect(told({ ...result, waiting: 2, skipped: 1 }, nothing)).toEqual({
      kind: 'info',
      title: 'Nothing was added twice',
      body: '1 photo was done already and left as it is. 2 photos are in the queue already, just as wanted.',
    })
    const done: string[] = []
    const resume = () => void done.push('resumed')
    startReport({ ...result, waiting: 2 }, { ...nothing, resume })?.action?.run()
    expect(done).toEqual(['resumed'])
    expect(told({ ...result, jobs: 1, waiting: 2 }, nothing)).toMatchObject({
      title: '1 photo added to the queue',
      body: '2 photos are in the queue already, just as wanted.',
    })
  })

  it('says what a pause had kept: what goes on as well, and what is on hold because it may take units', () => {
    const released: string[] = []
    const release = (batches: readonly string[]) => void released.push(...batches)
    const held = { batches: ['x', 'y'], jobs: 12 }
    const notice = startReport({ ...result, jobs: 5, held, resumed: 1 }, { ...nothing, release })
    expect(notice && spoken(notice).body).toBe(
      '12 jobs that were paused may take units, and are on hold until you let them go on. ' +
        '1 job that was paused goes on as well; it takes no units.',
    )
    notice?.action?.run()
    expect(released).toEqual(['x', 'y'])
    expect(told({ ...result, jobs: 5, resumed: 1 }, nothing)).not.toHaveProperty('action')
  })
})
