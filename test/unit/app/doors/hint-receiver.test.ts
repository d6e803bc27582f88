import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HintReceiver } from '../../../../main/app/doors/hint-receiver'
import { openReceiver } from '../../../../main/engines/kling/receiver'
import { settingsFor } from './test-doors'

let settings: ReturnType<typeof settingsFor>
let receiver: HintReceiver | null = null
const onHint = vi.fn()
const onProblem = vi.fn()
beforeEach(() => {
  settings = settingsFor({ cometapi: 'http://127.0.0.1:1', kling: 'http://127.0.0.1:1' })
  onHint.mockReset()
  onProblem.mockReset()
})
afterEach(async () => {
  await receiver?.close()
  receiver = null
})

const use = (receiverPort: number | null) => settings.set({ ...settings.value, receiverPort })
const follow = () => {
  receiver = new HintReceiver({ settings, onHint, onProblem })
}

/** A port that was free just now. */
async function freePort(): Promise<number> {
  const { port, close } = await openReceiver({ port: 0, onHint })
  await close()
  return port
}

async function notify(port: number, taskId: string): Promise<number | 'refused'> {
  return fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: JSON.stringify({ task_id: taskId }) }).then(
    ({ status }) => status,
    () => 'refused',
  )
}

describe('the receiver of hints', () => {
  it('listens where the settings say, and moves with them', async () => {
    const [first, second] = [await freePort(), await freePort()]
    use(first)
    follow()
    await vi.waitFor(async () => expect(await notify(first, 'T1')).toBe(200))
    use(second)
    await vi.waitFor(async () => expect(await notify(second, 'T2')).toBe(200))
    expect(await notify(first, 'T3')).toBe('refused')
    use(null)
    await vi.waitFor(async () => expect(await notify(second, 'T4')).toBe('refused'))
    expect(onHint.mock.calls).toEqual([['T1'], ['T2']])
    expect(onProblem).not.toHaveBeenCalled()
  })

  it('is where it was after another setting changed, and when it came back to a port', async () => {
    const port = await freePort()
    use(port)
    follow()
    for (const receiverPort of [null, port, null, port]) use(receiverPort)
    settings.set({ ...settings.value, theme: 'light' })
    await vi.waitFor(async () => expect(await notify(port, 'T1')).toBe(200))
    expect(onProblem).not.toHaveBeenCalled()
  })

  it('says that a port is taken, and listens once another one is chosen', async () => {
    const other = await openReceiver({ port: 0, onHint: vi.fn() })
    use(other.port)
    follow()
    await vi.waitFor(() => expect(onProblem).toHaveBeenCalledOnce())
    expect(onProblem.mock.calls[0]).toMatchObject([
      { code: 'bad-request', message: expect.stringContaining('another') },
    ])
    const port = await freePort()
    use(port)
    await vi.waitFor(async () => expect(await notify(port, 'T1')).toBe(200))
    await other.close()
  })

  it('frees its port when it is closed', async () => {
    const port = await freePort()
    use(port)
    follow()
    await vi.waitFor(async () => expect(await notify(port, 'T1')).toBe(200))
    await receiver?.close()
    expect(await notify(port, 'T2')).toBe('refused')
    use(await freePort())
    expect(onProblem).not.toHaveBeenCalled()
  })
})
