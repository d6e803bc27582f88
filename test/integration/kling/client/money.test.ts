import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExpandService } from '../../../../core/service/client'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { keys } from '../simulator/calls'
import { fresh, openDoor, request } from './service'

let simulator: Simulator
let kling: ExpandService
beforeEach(async () => {
  simulator = await startSimulator({ taskMs: { min: 0, max: 0 } })
  kling = openDoor(simulator, 'kling', { timeouts: { createMs: 300, createTotalMs: 3000 } })
})
afterEach(async () => {
  await kling.close()
  await simulator.close()
})

/** A server that does with connections as it is told; counts them and what they sent. */
async function listen(
  handle: (socket: Socket) => void,
): Promise<{ url: string; sockets: Socket[]; close: () => Promise<void> }> {
  const sockets: Socket[] = []
  const server: Server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    handle(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const close = (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  return { url: `http://127.0.0.1:${port}`, sockets, close }
}

describe('before any byte has left', () => {
  it('a refused connection is not accepted: offline', async () => {
    const gone = await listen(() => undefined)
    await gone.close()
    const service = openDoor(simulator, 'kling', { endpoint: gone.url })
    expect(await service.create(request(), fresh)).toMatchObject({
      kind: 'not-accepted',
      error: { code: 'offline', message: expect.stringContaining('ECONNREFUSED') },
      consequence: { kind: 'block', reason: 'offline' },
    })
    await service.close()
  })

  it('a name that does not exist is not accepted: offline', async () => {
    const service = openDoor(simulator, 'kling', { endpoint: 'https://no-such-host.invalid' })
    expect(await service.create(request(), fresh)).toMatchObject({
      kind: 'not-accepted',
      consequence: { kind: 'block', reason: 'offline' },
    })
    await service.close()
  })

  it('a failed TLS handshake is not accepted', async () => {
    const plain = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const service = openDoor(simulator, 'kling', { endpoint: plain.url.replace('http:', 'https:') })
    expect(await service.create(request(), fresh)).toMatchObject({ kind: 'not-accepted', error: { code: 'offline' } })
    await Promise.all([service.close(), plain.close()])
  })

  it('a TLS handshake that hangs is given up, and not accepted', async () => {
    const silent = await listen(() => undefined)
    const service = openDoor(simulator, 'kling', {
      endpoint: silent.url.replace('http:', 'https:'),
      timeouts: { connectMs: 100 },
    })
    expect(await service.create(request(), fresh)).toMatchObject({ kind: 'not-accepted', error: { code: 'offline' } })
    await Promise.all([service.close(), silent.close()])
  })

  it('a proxy that refuses, is gone, or says nothing is not accepted', async () => {
    const refusing = await listen((socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')),
    )
    const silent = await listen(() => undefined)
    const gone = await listen(() => undefined)
    await gone.close()
    for (const proxy of [refusing.url, silent.url, gone.url, 'nonsense://proxy']) {
      const service = openDoor(simulator, 'kling', { proxies: async () => proxy, timeouts: { connectMs: 150 } })
      expect(await service.create(request(), fresh)).toMatchObject({ kind: 'not-accepted', error: { code: 'offline' } })
      await service.close()
    }
    expect(simulator.stats.requests()).toEqual([])
    await Promise.all([refusing.close(), silent.close()])
  })
})

describe('once bytes have left', () => {
  it.each([
    ['cut before accepting', false],
    ['cut after accepting', true],
  ] as const)('a create that is %s is unknown, and sent once', async (_what, accept) => {
    simulator.faults.add({ on: 'create', fault: { accept, reply: { kind: 'cut' } } })
    expect(await kling.create(request(), fresh)).toMatchObject({
      kind: 'unknown',
      evidence: {
        what: 'cut',
        status: null,
        code: null,
        excerpt: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET)$/),
      },
      consequence: { kind: 'retry' },
    })
    expect(simulator.stats.requests('create')).toHaveLength(1)
    expect(simulator.ledger.units()).toBe(accept ? 1 : 0)
  })

  it('a cut in the middle of the upload is unknown', async () => {
    simulator.faults.add({ on: 'create', fault: { reply: { kind: 'cut', afterBytes: 10 } } })
    expect(await kling.create(request(), fresh)).toMatchObject({ kind: 'unknown', evidence: { what: 'cut' } })
  })

  it('a connection that is closed right after it was made is unknown: a byte may have left', async () => {
    const closing = await listen((socket) => socket.once('data', () => socket.destroy()))
    const service = openDoor(simulator, 'kling', { endpoint: closing.url })
    expect(await service.create(request(), fresh)).toMatchObject({ kind: 'unknown', evidence: { what: 'cut' } })
    expect(closing.sockets).toHaveLength(1)
    await Promise.all([service.close(), closing.close()])
  })

  it('a cut in the middle of the answer is unknown', async () => {
    simulator.faults.add({ on: 'create', fault: { reply: { kind: 'truncated', share: 0.7 } } })
    expect(await kling.create(request(), fresh)).toMatchObject({
      kind: 'unknown',
      evidence: { what: 'cut', status: 200 },
    })
    expect(simulator.ledger.units()).toBe(1)
  })

  it('no answer in time is unknown', async () => {
    simulator.faults.add({ on: 'create', fault: { accept: true, reply: { kind: 'silence' } } })
    expect(await kling.create(request(), fresh)).toMatchObject({ kind: 'unknown', evidence: { what: 'time-out' } })
    expect(simulator.ledger.units()).toBe(1)
  })

  it('an upload that is not taken is given up in time, and unknown', async () => {
    const stuck = await listen((socket) => socket.pause())
    const service = openDoor(simulator, 'kling', { endpoint: stuck.url, timeouts: { createMs: 200 } })
    const large = request({ image: { kind: 'bytes', data: Buffer.alloc(7_000_000, 1) } })
    expect(await service.create(large, fresh)).toMatchObject({ kind: 'unknown', evidence: { what: 'time-out' } })
    await Promise.all([service.close(), stuck.close()])
  })

  it('an answer without an end is given up in time, and unknown', async () => {
    const dripping = await listen((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n')
      const timer = setInterval(() => socket.write(' '), 20)
      socket.on('close', () => clearInterval(timer))
    })
    const service = openDoor(simulator, 'kling', { endpoint: dripping.url, timeouts: { createTotalMs: 300 } })
    expect(await service.create(request(), fresh)).toMatchObject({
      kind: 'unknown',
      evidence: { what: 'time-out', status: 200, excerpt: 'OUTFRAME_TOTAL_TIMEOUT' },
    })
    await Promise.all([service.close(), dripping.close()])
  })

  it('an endless answer is read no further than the limit', async () => {
    simulator.faults.add({ on: 'create', fault: { accept: true, reply: { kind: 'huge', bytes: 40_000_000 } } })
    expect(await kling.create(request(), fresh)).toMatchObject({
      kind: 'unknown',
      evidence: { what: 'answer', status: 200 },
    })
  })

  it('a slow answer is waited for', async () => {
    simulator.faults.add({ on: 'create', fault: { delayMs: 150 } })
    expect((await kling.create(request(), fresh)).kind).toBe('accepted')
  })

  it('closing waits for a create that is under way', async () => {
    simulator.faults.add({ on: 'create', fault: { delayMs: 150 } })
    const creating = kling.create(request(), fresh)
    await expect.poll(() => simulator.ledger.units()).toBe(1)
    await kling.close()
    expect((await creating).kind).toBe('accepted')
  })
})

describe('connections', () => {
  it('are kept for questions, and never used for a create', async () => {
    /** The methods of the requests that came over each connection. */
    const connections: string[][] = []
    const relay = await listen((socket) => {
      const methods: string[] = []
      connections.push(methods)
      socket.on('data', (chunk) => methods.push(...(chunk.toString('latin1').match(/^(?:GET|POST)(?= \/)/) ?? [])))
      const upstream = connectTo(simulator.kling)
      socket.pipe(upstream).pipe(socket)
      upstream.on('error', () => socket.destroy())
    })
    const service = openDoor(simulator, 'kling', { endpoint: relay.url })
    for (let round = 0; round < 3; round += 1) {
      const created = await service.create(request(), fresh)
      if (created.kind !== 'accepted') throw new Error(created.kind)
      for (let count = 0; count < 4; count += 1) await service.query(created.task.taskId)
    }
    await Promise.all([service.close(), relay.close()])
    const creates = connections.filter((methods) => methods.includes('POST'))
    expect(creates).toEqual([['POST'], ['POST'], ['POST']])
    const questions = connections.filter((methods) => methods.includes('GET'))
    expect(questions.flat()).toHaveLength(12)
    expect(questions.length).toBeLessThanOrEqual(2)
  })

  it('go through a proxy, by a tunnel', async () => {
    const asked: string[] = []
    const proxy = await listen((socket) => {
      socket.once('data', (head) => {
        asked.push(head.toString().split('\r\n')[0] ?? '')
        const upstream = connectTo(simulator.kling)
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        socket.pipe(upstream).pipe(socket)
        upstream.on('error', () => socket.destroy())
      })
    })
    const service = openDoor(simulator, 'kling', { proxies: async () => proxy.url })
    const created = await service.create(request(), fresh)
    expect(created.kind).toBe('accepted')
    expect(asked).toEqual([`CONNECT ${new URL(simulator.kling).host} HTTP/1.1`])
    await Promise.all([service.close(), proxy.close()])
  })
})

describe('keys', () => {
  it('are taken out of whatever a gateway repeats', async () => {
    const echo = { kind: 'openai', status: 500, message: `Incorrect API key provided: ${keys.kling}` } as const
    simulator.faults.add({ on: 'create', fault: { reply: echo } }, { on: 'query', fault: { reply: echo } })
    const created = await kling.create(request(), fresh)
    const asked = await kling.query('x')
    const told = JSON.stringify([
      created,
      asked,
      String('error' in created && created.error),
      String('error' in asked && asked.error),
    ])
    expect(told).toContain('Incorrect API key provided: [key]')
    expect(told).not.toContain(keys.kling)
  })

  it('that cannot be sent are refused before anything is, and not repeated', () => {
    for (const key of ['sk with space', 'sk-x\r\nhost: evil', '']) {
      const credentials = { kind: 'key', key } as const
      expect(() => openDoor(simulator, 'kling', { credentials })).toThrow(
        expect.objectContaining({ code: 'bad-request' }),
      )
    }
    expect(() => openDoor(simulator, 'kling', { endpoint: 'http://example.com' })).toThrow(/must use https/)
  })

  it('tell accounts apart without giving themselves away', () => {
    const other = openDoor(simulator, 'kling', { credentials: { kind: 'key', key: 'sk-other' } })
    expect(kling.account).toMatch(/^[0-9a-f]{16}$/)
    expect(openDoor(simulator, 'kling').account).toBe(kling.account)
    expect(other.account).not.toBe(kling.account)
  })
})

/** Connects to where a URL listens. */
function connectTo(url: string): Socket {
  const { hostname, port } = new URL(url)
  return connect(Number(port), hostname)
}
