import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExpandService } from '../../../../core/service/client'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { fresh, openDoor, request } from './service'
import { type SocksProxy, startSocksProxy } from './socks-proxy'

let simulator: Simulator
const closing: (() => Promise<void>)[] = []
beforeEach(async () => {
  simulator = await startSimulator()
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await simulator.close()
})

async function proxyWith(options: Parameters<typeof startSocksProxy>[0]): Promise<SocksProxy> {
  const proxy = await startSocksProxy(options)
  closing.push(() => proxy.close())
  return proxy
}

function throughProxy(url: string, connectMs = 5000): ExpandService {
  const service = openDoor(simulator, 'kling', { proxies: async () => url, timeouts: { connectMs } })
  closing.unshift(() => service.close())
  return service
}

describe('through a SOCKS5 proxy', () => {
  it('a create has a connection of its own, and questions share one', async () => {
    const proxy = await proxyWith({})
    const service = throughProxy(proxy.url)
    const host = new URL(simulator.kling).host
    for (let create = 1; create <= 2; create += 1) {
      expect(await service.create(request(), fresh)).toMatchObject({ kind: 'accepted' })
      expect(proxy.asked).toEqual(Array(create).fill(host))
    }
    for (let question = 1; question <= 5; question += 1) await service.query('none')
    expect(proxy.asked.length - 2).toBeLessThanOrEqual(2)
    expect(simulator.stats.requests('create')).toHaveLength(2)
  })

  it('name and password are said where they are asked for', async () => {
    const { url } = await proxyWith({ password: ['ada', 'p@ss:word'] })
    expect(await throughProxy(url).create(request(), fresh)).toMatchObject({ kind: 'accepted' })
  })

  it.each([
    ['that refuses', { fault: 5 }, 'SOCKS_PROXY_REFUSED_5'],
    ['that ends in the middle of a word', { fault: 'cut' }, 'SOCKS_PROXY_CUT'],
    ['that says nothing', { fault: 'silent' }, 'UND_ERR_CONNECT_TIMEOUT'],
    ['that wants a password', { password: ['ada', 'x'] }, 'SOCKS_PROXY_WANTS_PASSWORD'],
  ] as const)('a proxy %s is named, and nothing was sent', async (_what, options, cause) => {
    const { url } = await proxyWith(options)
    const service = throughProxy(url.replace(/ada:x@/, ''), 300)
    const outcome = await service.create(request(), fresh)
    expect(outcome).toMatchObject({ kind: 'not-accepted', error: { code: 'offline' } })
    expect(outcome).toHaveProperty('error.message', expect.stringContaining(cause))
    expect(simulator.stats.requests()).toEqual([])
  })

  it('a password that is refused is not repeated', async () => {
    const { url } = await proxyWith({ password: ['ada', 'right'] })
    const outcome = await throughProxy(url.replace('right', 'wrong-word')).create(request(), fresh)
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('SOCKS_PROXY_REFUSED_PASSWORD'))
    expect(JSON.stringify(outcome)).not.toContain('wrong-word')
  })

  it('something that is no SOCKS5 proxy is named', async () => {
    const outcome = await throughProxy(simulator.kling.replace('http:', 'socks5:'), 2000).create(request(), fresh)
    expect(outcome).toHaveProperty('error.message', expect.stringMatching(/SOCKS_PROXY_(IS_NOT_VERSION_5|CUT)/))
    const old = await throughProxy('socks4://127.0.0.1:1').create(request(), fresh)
    expect(old).toHaveProperty('error.message', expect.stringContaining('PROXY_OF_UNKNOWN_KIND'))
  })
})
