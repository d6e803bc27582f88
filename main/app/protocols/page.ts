import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { isMissing } from '../../shared/system-code'
import { pageHeaders, pageOrigin, withNonce } from './page-policy'

/** Everything that a built page consists of; anything else is not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
}

/** The file under `root` that an `app://` address names, or `null`: another origin, a way out of `root`, not a page's file. */
export function pageFile(root: string, address: string): string | null {
  const path = pathIn(address)
  if (path === null || /[\0\\]/.test(path) || !Object.hasOwn(types, extname(path))) return null
  const file = join(root, path)
  return file.startsWith(join(root, sep)) ? file : null
}

function pathIn(address: string): string | null {
  try {
    const { protocol, host, pathname } = new URL(address)
    return `${protocol}//${host}` === pageOrigin ? decodeURIComponent(pathname) : null
  } catch {
    return null
  }
}

/** Answers a request for a file of the built page; every HTML page gets a nonce of its own. */
export async function servePage(root: string, address: string): Promise<Response> {
  const file = pageFile(root, address)
  if (file === null) return new Response(null, { status: 404 })
  try {
    const type = types[extname(file)] ?? ''
    const nonce = randomBytes(16).toString('base64')
    const bytes = await readFile(file)
    const body = extname(file) === '.html' ? withNonce(bytes.toString('utf8'), nonce) : bytes
    return new Response(body, { headers: pageHeaders(type, nonce) })
  } catch (error) {
    if (isMissing(error)) return new Response(null, { status: 404 })
    throw error
  }
}
