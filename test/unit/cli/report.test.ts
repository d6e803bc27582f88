import { describe, expect, it } from 'vitest'
import type { JobLine } from '../../../core/cli-schema'
import { Report } from '../../../main/cli/report'
import { Terminal } from '../../../main/cli/terminal'
import { streams } from './streams'

const line = (id: string, state: JobLine['state'], more: Partial<JobLine> = {}): JobLine => ({
  event: 'job',
  id,
  source: `/photos/${id}.jpg`,
  state,
  outputs: [],
  units: 0,
  ...more,
})

/** A report for a person (or a script, with `json`) and what it has written. */
function report(options: { readonly json?: boolean; readonly isTTY?: boolean } = {}) {
  const { stdout, stderr, told, said } = streams({ isTTY: options.isTTY ?? false })
  return { report: new Report(new Terminal({ stdout, stderr }), options.json ?? false), told, said }
}

const outputs = (...paths: string[]) => ({ outputs: paths.map((path, index) => ({ path, variation: index + 1 })) })

describe('a report', () => {
  it('gives scripts every line and the sum', () => {
    const { report: run, told } = report({ json: true })
    const lines = [line('a', 'queued'), line('a', 'preparing'), line('a', 'done', { units: 2 })]
    for (const each of lines) run.job(each)
    const summary = run.summary()
    expect(told()).toBe([...lines, summary].map((each) => `${JSON.stringify(each)}\n`).join(''))
  })

  it('counts each photo by its last state, and units once', () => {
    const { report: run } = report()
    run.tally.ignore(3)
    run.job(line('a', 'blocked', { reason: 'output', units: 1 }))
    run.job(line('a', 'queued', { units: 1 }))
    run.job(line('a', 'done', { units: 2 }))
    run.job(line('b', 'failed'))
    run.job(line('c', 'skipped'))
    run.job(line('d', 'composing', { units: 4 }))
    run.job(line('e', 'blocked', { reason: 'no-key' }))
    run.job(line('f', 'cancelled'))
    expect(run.summary()).toEqual({
      event: 'summary',
      done: 1,
      failed: 1,
      blocked: 1,
      cancelled: 1,
      skipped: 1,
      ignored: 3,
      units: 6,
    })
  })

  it('gives people a line a photo when nothing more happens with it', () => {
    const { report: run, told } = report()
    run.job(line('a', 'queued'))
    run.job(line('a', 'done', outputs('/out/a_v1.jpg', '/out/a_v2.jpg')))
    run.job(line('b', 'skipped', outputs('/out/b.jpg')))
    run.job(line('c', 'failed', { error: { code: 'image-damaged', message: '/photos/c.jpg is\ndamaged.' } }))
    run.job(line('d', 'blocked', { reason: 'output', error: { code: 'output-full', message: 'It is full.' } }))
    run.job(line('e', 'cancelled'))
    expect(told().split('\n')).toEqual([
      'done      /photos/a.jpg -> /out/a_v1.jpg, /out/a_v2.jpg',
      'skipped   /photos/b.jpg -> /out/b.jpg',
      'failed    /photos/c.jpg is\\ndamaged.',
      'blocked   (output) /photos/d.jpg: It is full.',
      'cancelled /photos/e.jpg',
      '',
    ])
  })

  it('sums up for people in words, with the folders of the outputs', () => {
    const { report: run, told } = report()
    for (const [index, folder] of ['/1', '/2', '/1', '/3', '/4', '/5'].entries()) {
      run.job(line(String(index), 'done', { units: 1, ...outputs(`${folder}/${index}.jpg`) }))
    }
    run.tally.ignore(1)
    run.summary()
    expect(told().split('\n').slice(6)).toEqual([
      '6 done, 1 other file ignored, 6 units',
      'Outputs in /1',
      'Outputs in /2',
      'Outputs in /3',
      'and in 2 more folders',
      '',
    ])
  })

  it('says once, aside, what is to be known of outputs, and of how many', () => {
    const { report: run, told, said } = report()
    const deep = '16 bits per channel become 8: JPEG cannot hold more.'
    run.job(line('a', 'done', { notes: [deep] }))
    run.job(line('b', 'done', { notes: [deep, 'Of 3 pictures in the file only the main one is expanded.'] }))
    for (const size of [1, 2, 3, 4, 5]) run.job(line(`c${size}`, 'done', { notes: [`Reduced to ${size} px.`] }))
    run.summary()
    expect(said().split('\n')).toEqual([
      `2 photos: ${deep}`,
      '/photos/b.jpg: Of 3 pictures in the file only the main one is expanded.',
      ...[1, 2, 3].map((size) => `/photos/c${size}.jpg: Reduced to ${size} px.`),
      'and 2 more notes: --json has all of them',
      '',
    ])
    expect(told()).not.toContain(deep)
  })

  it('says how far it is where somebody watches, and leaves no trace of that at the end', () => {
    const { report: run, said } = report({ isTTY: true })
    run.importing({ walking: true, found: 7, probed: 3, unreadable: 0, ignored: 0, known: 0 })
    run.job(line('a', 'queued'))
    run.job(line('b', 'queued'))
    run.job(line('a', 'failed'))
    run.summary()
    for (const text of ['3 of 7', '0 of 2', '1 of 2']) expect(said()).toContain(text)
    expect(said().endsWith('\r\u001b[2K')).toBe(true)
  })
})
