/** What can be wrong with an address. */
export type EndpointFault = 'empty' | 'space' | 'scheme' | 'address' | 'insecure' | 'password' | 'query' | 'host'

/** An address that was understood, or why not; `reason` is the fault in words for the form. */
export type EndpointResult =
  | { readonly kind: 'endpoint'; readonly url: string }
  | { readonly kind: 'invalid'; readonly fault: EndpointFault; readonly reason: string }

/** Whether a URL's host is this computer: `localhost`, 127.0.0.0/8 or ::1. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

/** Whether anything is sent to or fetched from a URL: https anywhere, http only on this computer. */
export function isAllowedUrl(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
}

/**
 * Reads a door's base address as a user types it. What comes back has no slash at the end, so that two spellings of one
 * endpoint compare equal.
 */
export function parseEndpoint(text: string): EndpointResult {
  const invalid = (fault: EndpointFault, reason: string): EndpointResult => ({ kind: 'invalid', fault, reason })
  const trimmed = text.trim()
  if (trimmed === '') return invalid('empty', 'The endpoint is empty.')
  if (/\s/.test(trimmed)) return invalid('space', 'The endpoint has a space or a line break inside.')
  if (!/^https?:\/\//i.test(trimmed)) return invalid('scheme', 'The endpoint must start with https://.')
  let url: URL
  try {
    url = new URL(trimmed)
  } catch {
    return invalid('address', 'The endpoint is not a web address.')
  }
  if (!isAllowedUrl(url)) return invalid('insecure', 'The endpoint must use https (http only on this computer).')
  if (url.username !== '' || url.password !== '')
    return invalid('password', 'The endpoint must not contain a user name or password.')
  if (url.search !== '' || url.hash !== '') return invalid('query', 'The endpoint must end before any ? or #.')
  if (!isLoopback(url) && !url.hostname.includes('.') && !url.hostname.startsWith('[')) {
    return invalid('host', `The endpoint's host "${url.hostname}" is not a full name.`)
  }
  return { kind: 'endpoint', url: `${url.origin}${url.pathname.replace(/\/+$/, '')}` }
}
