import { beforeAll, describe, expect, it, vi } from 'vitest'
import { type PushChannel, pushes, type RequestChannel, requests } from '../../../core/ipc/contract'

/** Electron exists only inside of Electron; the bridge is used for real in the end-to-end tests. */
const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoke: vi.fn(),
  on: vi.fn(),
  off: vi.fn(),
  getPathForFile: vi.fn(),
}))
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => electron.exposed.set(name, value) },
  ipcRenderer: { invoke: electron.invoke, on: electron.on, off: electron.off },
  webFrame: { clearCache: vi.fn() },
  webUtils: { getPathForFile: electron.getPathForFile },
}))

type Method = (argument?: unknown) => unknown
type Rooms = Record<string, Record<string, Method>>

const camel = (name: string) => name.replace(/[-:](\w)/g, (_, letter: string) => letter.toUpperCase())
let bridge: Rooms & { readonly pathsOf: Method }

beforeAll(async () => {
  vi.stubGlobal('window', new EventTarget())
  await import('../../../preload/index')
  bridge = electron.exposed.get('outframe') as typeof bridge
})

describe('the bridge', () => {
  it('is all that is exposed', () => {
    expect([...electron.exposed.keys()]).toEqual(['outframe'])
  })

  it.each(Object.keys(requests) as RequestChannel[])('has a method that asks for %s and nothing else', (channel) => {
    const [room = '', verb = ''] = channel.split(':')
    const input = { some: 'input' }
    const answer = {}
    electron.invoke.mockReset().mockReturnValue(answer)
    expect(bridge[room]?.[camel(verb)]?.(input)).toBe(answer)
    expect(electron.invoke).toHaveBeenCalledOnce()
    const [asked, sent] = electron.invoke.mock.calls[0] ?? []
    expect(asked).toBe(channel)
    expect(sent).toBe(requests[channel].input.safeParse(undefined).success ? undefined : input)
  })

  it.each(Object.keys(pushes) as PushChannel[])(
    'listens to %s without handing on the event, and can stop',
    (channel) => {
      electron.on.mockReset()
      electron.off.mockReset()
      const heard = vi.fn()
      const stop = bridge.on?.[camel(channel)]?.(heard) as () => void
      const [listened, receive] = electron.on.mock.calls[0] ?? []
      expect(listened).toBe(channel)
      receive({ sender: 'secret' }, 'payload')
      expect(heard.mock.calls).toEqual([['payload']])
      stop()
      expect(electron.off.mock.calls).toEqual([[channel, receive]])
    },
  )

  it('has no method beyond those of the contract', () => {
    const named = Object.entries(bridge).flatMap(([room, methods]) =>
      typeof methods === 'function' ? [room] : Object.keys(methods).map((method) => `${room}.${method}`),
    )
    const requested = Object.keys(requests).map((channel) => channel.split(':').map(camel).join('.'))
    const pushed = Object.keys(pushes).map((channel) => `on.${camel(channel)}`)
    expect(named.sort()).toEqual([...requested, ...pushed, 'pathsOf'].sort())
  })

  it('leaves out files that are not on disk', () => {
    electron.getPathForFile.mockReset().mockReturnValueOnce('/a.jpg').mockReturnValueOnce('').mockReturnValueOnce('/b')
    expect(bridge.pathsOf([{}, {}, {}])).toEqual(['/a.jpg', '/b'])
  })
})
