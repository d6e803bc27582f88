import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultAppSettings } from '../../../core/settings'
import { type DiagnosticFacts, diagnosticsText } from '../../../main/app/diagnostics'
import { job, queueSnapshot } from '../renderer/fixtures'

const facts: DiagnosticFacts = {
  about: {
    version: '0.1.0',
    electron: '45.4.1',
    chromium: '140.0.1.2',
    node: '24.1.0',
    system: 'macOS 15.1 · arm64',
    notices: true,
  },
  locale: 'zh-TW',
  settings: defaultAppSettings,
  keys: [{ door: 'kling', place: 'kept', kind: 'pair', canKeep: true, problem: null }],
  secrets: [],
  uptime: 61.4,
  memory: { rss: 240e6, heapUsed: 30e6 },
  machine: { memory: 16e9, free: 2e9, processors: 8 },
  photos: 812,
  queue: null,
  storage: null,
  log: [],
}
const failed = (message: string) => job('a', 'failed', { error: { code: 'file-unreadable', message } })

describe('the report', () => {
  it('says what runs, how it is set, what the queue holds and what went wrong last', () => {
    const text = diagnosticsText({
      ...facts,
      queue: queueSnapshot(1, [failed('/home/ada/secret party/a.jpg cannot be read.')]),
      storage: {
        thumbnails: { bytes: 5e6, needed: 0 },
        renders: { bytes: 0, needed: 0 },
        links: { bytes: 0, needed: 0 },
      },
      log: [
        { time: '2026-03-13 10:00:00.000', level: 'info', text: 'Nothing special' },
        {
          time: '2026-03-13 10:00:01.000',
          level: 'error',
          text: 'Closing failed\nError: no\n    at x (/opt/a.js:1:2)',
        },
      ],
    })
    for (const part of ['Outframe 0.1.0', 'Chromium 140.0.1.2', 'macOS 15.1', 'Library: 812 photos', 'thumbnails 5 MB'])
      expect(text).toContain(part)
    expect(text).toContain('file-unreadable: ~.jpg cannot be read.')
    expect(text).toContain('10:00:01.000 error Closing failed')
    expect(text).toContain('key pair (kept)')
    expect(text).not.toMatch(/Nothing special|\bada\b|party|\/opt/)
  })

  it('can be had when there is neither queue nor library', () => {
    expect(diagnosticsText({ ...facts, photos: null })).toContain('Queue: not open')
  })

  it('has nothing of what the user wrote', () => {
    const { batch, doors } = defaultAppSettings
    const text = diagnosticsText({
      ...facts,
      settings: {
        ...defaultAppSettings,
        batch: {
          ...batch,
          prompt: 'the bride’s grandmother',
          output: { ...batch.output, template: 'Smith wedding_{name}', folder: '/home/ada/Smith' },
        },
        doors: {
          ...doors,
          kling: {
            ...doors.kling,
            endpoint: 'https://proxy.example/path-abc',
            callbackUrl: 'https://me.example/hook?t=1',
          },
        },
      },
    })
    expect(text).not.toMatch(/bride|Smith|\bada\b|path-abc|me\.example|hook/)
    expect(text).toContain('x x_{name}')
    expect(text).toContain('23 characters')
    expect(text).toContain('https://proxy.example"')
  })

  it('has no prompt that a service repeated, and no name that looks like none', () => {
    const prompt = 'the "old" garden'
    const source = '/home/ada/=cmd|calc, "x"\n照片.jpg'
    const message = `Refused for ${source}: {"prompt":${JSON.stringify(prompt)}}, and ${prompt}; 照片.jpg`
    const text = diagnosticsText({
      ...facts,
      queue: queueSnapshot(1, [job('a', 'failed', { source, prompt, error: { code: 'request-refused', message } })]),
      log: [
        { time: '2026-03-13 10:00:00.000', level: 'warn', text: '=cmd|calc, "x"\n照片.jpg could not be expanded' },
        { time: '2026-03-13 10:00:01.000', level: 'warn', text: `It said ${prompt}` },
      ],
    })
    expect(text).not.toMatch(/garden|calc|\bada\b/)
    expect(text).toContain('request-refused: Refused for ~.jpg: {"prompt":"[prompt]"}, and [prompt];')
    expect(text).toContain('warn ~.jpg could not be expanded')
  })

  it('never has a key, whatever it looks like and wherever it got to', () => {
    const letters = [...'abcXYZ0189-_.+/=']
    const keys = fc.string({ unit: fc.constantFrom(...letters), minLength: 8, maxLength: 80 })
    const { batch, doors } = defaultAppSettings
    fc.assert(
      fc.property(keys, (key) => {
        const address = `https://kling.example/${encodeURIComponent(key)}`
        const text = diagnosticsText({
          ...facts,
          secrets: [key],
          settings: {
            ...defaultAppSettings,
            batch: {
              ...batch,
              prompt: key,
              output: { ...batch.output, template: `${key}{name}`, folder: `/out/${key}` },
            },
            doors: { ...doors, kling: { ...doors.kling, endpoint: address, callbackUrl: address } },
          },
          queue: queueSnapshot(1, [failed(`Refused: ${key}`), failed(`/photos/${key}.jpg is gone`)]),
          log: [
            { time: '2026-03-13 10:00:00.000', level: 'warn', text: `OUTFRAME_API_KEY=${key}` },
            { time: '2026-03-13 10:00:00.000', level: 'error', text: `the service said ${key}\n  at ${key}` },
          ],
        })
        expect(text).not.toContain(key)
      }),
      { seed: 20_261_128, numRuns: 300 },
    )
  })

  it('never has what looks like a key, even when nobody knows it any more', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 34, maxLength: 64 })
    fc.assert(
      fc.property(hex, (digits) => {
        const key = `a1${digits}`
        const text = diagnosticsText({
          ...facts,
          queue: queueSnapshot(1, [failed(`Refused: ${key}`)]),
          log: [{ time: '2026-03-13 10:00:00.000', level: 'error', text: `sk-${digits} and Bearer ${key}` }],
        })
        expect(text).not.toContain(digits)
      }),
      { seed: 20_261_128, numRuns: 200 },
    )
  })
})
