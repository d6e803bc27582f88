import { isLoopback } from '../../../core/service/endpoint'

/** Which proxy leads to an address: `http://host:port`, `https://…` or `socks5://…`, or `null` for none. */
export type ProxyResolver = (url: URL) => Promise<string | null>

type Environment = Readonly<Record<string, string | undefined>>

/** A variable in either spelling; lower case wins, as curl has it. */
function variable(environment: Environment, name: string): string | null {
  return environment[name.toLowerCase()] || environment[name.toUpperCase()] || null
}

/** Whether NO_PROXY names a host: `*`, `host`, `.domain`, `*.domain`, each with or without `:port`. */
function isExcepted(list: string, url: URL): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const host = url.hostname.toLowerCase()
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true
      const { name = '', at } = /^(?<name>.*?)(?::(?<at>\d+))?$/.exec(entry.toLowerCase())?.groups ?? {}
      if (at !== undefined && at !== port) return false
      const domain = name.replace(/^\*?\.?/, '')
      return domain !== '' && (host === domain || host.endsWith(`.${domain}`))
    })
}

/**
 * The proxies that HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY name, for where the system cannot be asked: the
 * command line. This computer is never reached through one.
 */
export function proxiesFromEnvironment(environment: Environment): ProxyResolver {
  return async (url) => {
    if (isLoopback(url) || isExcepted(variable(environment, 'NO_PROXY') ?? '', url)) return null
    const scheme = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
    const proxy = variable(environment, scheme) ?? variable(environment, 'ALL_PROXY')
    if (proxy === null) return null
    const address = /^\w+:\/\//.test(proxy) ? proxy : `http://${proxy}`
    return URL.canParse(address) ? address : null
  }
}
