import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { type JsonFile, KeptObject } from '../../../../main/app/kept/kept-object'
import { salvage } from '../../../../main/app/kept/salvage'

const schema = z.object({ theme: z.enum(['dark', 'light']), edge: z.number().int() })
const fallback: z.infer<typeof schema> = { theme: 'dark', edge: 240 }

describe('salvage', () => {
  it.each([
    ['nothing stored yet', undefined, fallback, true],
    ['a whole object', { theme: 'light', edge: 96 }, { theme: 'light', edge: 96 }, true],
    ['an object of an older version', { edge: 96 }, { theme: 'dark', edge: 96 }, true],
    ['an object of a newer version', { theme: 'light', edge: 96, more: 1 }, { theme: 'light', edge: 96 }, true],
    ['a member that does not fit', { theme: 'pink', edge: 96 }, { theme: 'dark', edge: 96 }, false],
    ['a member of the wrong kind', { theme: 'light', edge: 'big' }, { theme: 'light', edge: 240 }, false],
    ['something unreadable', null, fallback, false],
    ['a text', 'dark', fallback, false],
  ])('makes the best of %s', (_, stored, value, isWhole) => {
    expect(salvage(schema, fallback, stored)).toEqual({ value, isWhole })
  })
})

describe('KeptObject', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'outframe-kept-'))
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    rmSync(folder, { recursive: true })
  })

  const path = () => join(folder, 'settings.json')
  const write = vi.fn<JsonFile['write']>()
  const log = { warn: vi.fn() }
  function open(text?: string, content?: unknown) {
    write.mockReset().mockResolvedValue()
    log.warn.mockReset()
    if (text !== undefined) writeFileSync(path(), text)
    return new KeptObject({ path: path(), read: () => content, write }, schema, fallback, log)
  }

  it('is the fallback at first, and writes nothing by itself', async () => {
    const kept = open()
    expect(kept.value).toEqual(fallback)
    await kept.flush()
    await vi.runAllTimersAsync()
    expect(write).not.toHaveBeenCalled()
    expect(readdirSync(folder)).toEqual([])
  })

  it('has changed at once, tells it, and writes many changes once', async () => {
    const kept = open()
    const heard = vi.fn()
    kept.onChange(heard)
    for (const edge of [100, 110, 120]) kept.set({ ...kept.value, edge })
    expect(kept.value.edge).toBe(120)
    expect(heard).toHaveBeenCalledTimes(3)
    expect(write).not.toHaveBeenCalled()
    await vi.runAllTimersAsync()
    expect(write.mock.calls).toEqual([[{ theme: 'dark', edge: 120 }]])
  })

  it('writes what is waiting when it is flushed, once', async () => {
    const kept = open()
    kept.set({ theme: 'light', edge: 96 })
    await kept.flush()
    await vi.runAllTimersAsync()
    expect(write).toHaveBeenCalledOnce()
  })

  it('is flushed only once a write that has begun is over', async () => {
    const kept = open()
    let finish: () => void = () => undefined
    write.mockReturnValue(new Promise((resolve) => (finish = resolve)))
    kept.set({ theme: 'light', edge: 96 })
    await vi.runAllTimersAsync()
    expect(write).toHaveBeenCalledOnce()
    const flushed = vi.fn()
    const ended = kept.flush().then(flushed)
    await vi.runAllTimersAsync()
    expect(flushed).not.toHaveBeenCalled()
    finish()
    await ended
  })

  it('goes on when the file cannot be written, and says so', async () => {
    const kept = open()
    write.mockRejectedValue(new Error('disk full'))
    kept.set({ theme: 'light', edge: 96 })
    await vi.runAllTimersAsync()
    expect(kept.value.theme).toBe('light')
    expect(log.warn).toHaveBeenCalledOnce()
  })

  it('keeps a copy of a damaged file before it is written over', () => {
    open('{"theme":"pink"', null)
    const copy = readdirSync(folder).find((name) => name.startsWith('settings.damaged-'))
    expect(readFileSync(join(folder, copy ?? ''), 'utf8')).toBe('{"theme":"pink"')
    expect(log.warn).toHaveBeenCalledOnce()
  })
})
