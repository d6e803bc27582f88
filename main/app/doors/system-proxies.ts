import { isLoopback } from '../../../core/service/endpoint'
import { type ProxyResolver, proxiesFromEnvironment } from '../../engines/kling/proxies'

/** The kinds of proxies in a PAC answer, as schemes of an address. `SOCKS` alone means version 4. */
const schemes: ReadonlyMap<string, string> = new Map([
  ['PROXY', 'http'],
  ['HTTP', 'http'],
  ['HTTPS', 'https'],
  ['SOCKS5', 'socks5'],
  ['SOCKS', 'socks4'],
  ['SOCKS4', 'socks4'],
])

/**
 * The first proxy of an answer such as `PROXY a:8080; SOCKS5 b:1080; DIRECT`; `null`: none is needed. What cannot be
 * used is passed over as long as something else is named: it is better to fail than to go around a proxy unasked.
 */
export function proxyOf(answer: string): string | null {
  const named = answer.split(';').flatMap((entry) => {
    const [kind = '', address = ''] = entry.trim().split(/\s+/)
    if (kind.toUpperCase() === 'DIRECT') return [null]
    const scheme = schemes.get(kind.toUpperCase())
    const url = `${scheme}://${address}`
    return scheme !== undefined && address !== '' && URL.canParse(url) ? [url] : []
  })
  const usable = named.find((proxy) => proxy === null || !proxy.startsWith('socks4:'))
  return (usable === undefined ? named[0] : usable) ?? null
}

/**
 * The proxies of the system's settings, scripts included; where these name none, the environment's. This computer is
 * never reached through one.
 * @param resolve asks the system in the way of a PAC file: `session.resolveProxy`
 */
export function systemProxies(
  resolve: (url: string) => Promise<string>,
  environment: Readonly<Record<string, string | undefined>>,
): ProxyResolver {
  const fromEnvironment = proxiesFromEnvironment(environment)
  return async (url) => {
    if (isLoopback(url)) return null
    // Scripts are told the host alone, as browsers do it: a path could hold what is not theirs to know.
    const proxy = proxyOf(await resolve(`${url.origin}/`).catch(() => 'DIRECT'))
    return proxy ?? fromEnvironment(url)
  }
}
