import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { proxyOf, systemProxies } from '../../../../main/app/doors/system-proxies'

describe('proxyOf', () => {
  it.each([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy.example:8080', 'http://proxy.example:8080'],
    ['proxy proxy.example:8080', 'http://proxy.example:8080'],
    ['HTTPS secure.example:443', 'https://secure.example:443'],
    ['SOCKS5 socks.example:1080', 'socks5://socks.example:1080'],
    ['PROXY a:1; SOCKS5 b:2; DIRECT', 'http://a:1'],
    ['PROXY a:1;PROXY b:2', 'http://a:1'],
    ['DIRECT; PROXY a:1', null],
    ['PROXY [::1]:8080', 'http://[::1]:8080'],
    // version 4 is not spoken here: passed over for another one, and never gone around
    ['SOCKS old.example:1080; SOCKS5 new.example:1080', 'socks5://new.example:1080'],
    ['SOCKS old.example:1080; DIRECT', null],
    ['SOCKS old.example:1080', 'socks4://old.example:1080'],
    ['SOCKS4 old.example:1080', 'socks4://old.example:1080'],
    ['QUIC q.example:443; PROXY a:1', 'http://a:1'],
    ['PROXY', null],
    ['PROXY a:port', null],
  ])('reads %o', (answer, proxy) => {
    expect(proxyOf(answer)).toBe(proxy)
  })

  it('takes any text, and answers with an address or none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const proxy = proxyOf(text)
        expect(proxy === null || URL.canParse(proxy)).toBe(true)
      }),
    )
  })
})

describe('systemProxies', () => {
  const url = new URL('https://api.example/kling/v1/images?secret=1')
  const environment = { HTTPS_PROXY: 'http://from-environment:1' }

  it('asks the system with the host alone', async () => {
    const resolve = vi.fn().mockResolvedValue('PROXY a:1')
    expect(await systemProxies(resolve, environment)(url)).toBe('http://a:1')
    expect(resolve.mock.calls).toEqual([['https://api.example/']])
  })

  it.each([
    ['the system names none', () => Promise.resolve('DIRECT')],
    ['the system cannot be asked', () => Promise.reject(new Error('net::ERR_FAILED'))],
  ])('takes the environment’s where %s', async (_why, resolve) => {
    expect(await systemProxies(resolve, environment)(url)).toBe('http://from-environment:1')
    expect(await systemProxies(resolve, {})(url)).toBeNull()
  })

  it('reaches this computer directly, without asking', async () => {
    const resolve = vi.fn().mockResolvedValue('PROXY a:1')
    const proxies = systemProxies(resolve, environment)
    for (const address of ['http://localhost:8788', 'http://127.0.0.1:1/kling', 'http://[::1]:5']) {
      expect(await proxies(new URL(address))).toBeNull()
    }
    expect(resolve).not.toHaveBeenCalled()
  })
})
