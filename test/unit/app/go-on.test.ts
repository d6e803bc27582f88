import { describe, expect, it, vi } from 'vitest'
import type { QueueMode, QueueSummary } from '../../../core/queue'
import { goOnAsLeft } from '../../../main/app/go-on'

const found = { interrupted: 1, waiting: 2, finished: 3 }

async function opened(recovered: QueueSummary['recovered'], left: QueueMode): Promise<readonly string[]> {
  const done: string[] = []
  const note = (what: string) => vi.fn(async (how: unknown) => void done.push(`${what} ${how}`))
  const summary = () => ({ recovered }) as QueueSummary
  await goOnAsLeft({ summary, setRunning: note('running'), pause: note('pause') }, left)
  return done
}

describe('a queue that is opened again', () => {
  it.each([
    ['running', ['running true']],
    ['fetching', ['pause sending']],
    ['paused', []],
  ] as const)('goes on as it was left, %s, after an end in order', async (left, done) => {
    expect(await opened({ ...found, crashed: false }, left)).toEqual(done)
  })

  it.each(['running', 'fetching', 'paused'] as const)('stays paused after a crash, though it was %s', async (left) => {
    expect(await opened({ ...found, crashed: true }, left)).toEqual([])
  })

  it('does nothing where nothing was left', async () => {
    expect(await opened(null, 'running')).toEqual([])
  })
})
