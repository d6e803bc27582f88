/** Where the window's page lives. Its own scheme, so that it is neither the disk nor the web. */
export const pageOrigin = 'app://outframe'
export const pageUrl = `${pageOrigin}/index.html`
/** The page that stands in for it when the program cannot run. */
export const problemUrl = `${pageOrigin}/problem.html`
/** Where that page's one link leads; main takes it as a word, nothing is there. */
export const tryAgainUrl = `${pageOrigin}/try-again`

/** What stands in the page for the nonce of its styles. */
const noncePlaceholder = '__CSP_NONCE__'

/**
 * What the page may load: its own scripts and styles, pictures of ours. `nonce` lets it add style elements at run time.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: thumb:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** The page with its nonce put in. */
export function withNonce(html: string, nonce: string): string {
  return html.replaceAll(noncePlaceholder, nonce)
}

/** The headers of every answer under `app://`. */
export function pageHeaders(type: string, nonce: string): Readonly<Record<string, string>> {
  return {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  }
}
