import { extname } from 'node:path'
import { cutToBytes, safeStem } from '../../core/file-names'
import type { OutputFormat } from '../../core/photo'
import { isAllowedUrl } from '../../core/service/endpoint'
import { isNamedLikePhoto } from './names'

/** A link that can be fetched, in the one spelling in which links are compared, or why not, in words for the user. */
export type LinkResult =
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'invalid'; readonly reason: string }

/** Longest name of a copy without its extension, bytes: a collision's number and a longer extension still fit. */
const stemBytes = 200

/** Names of types as servers give them. */
const extensionOfType: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/tiff': '.tif',
  'image/webp': '.webp',
  'image/avif': '.avif',
  'image/heic': '.heic',
  'image/heif': '.heif',
} satisfies Record<`image/${OutputFormat | 'heic' | 'heif'}`, string>

/** Whether a text is meant as a link: `https://…`, `ftp://…`. */
export function isLikeLink(text: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(text)
}

/** Reads a link as a user gives it: https anywhere, http on this computer. */
export function parseLink(text: string): LinkResult {
  const invalid = (reason: string): LinkResult => ({ kind: 'invalid', reason })
  if (!URL.canParse(text) || /\s/.test(text)) return invalid(`${text} is not a web address.`)
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') {
    return invalid(`The link to ${url.host} has a user name or password in it; such links are not fetched.`)
  }
  if (!isAllowedUrl(url)) return invalid(`${text} is not fetched: a link must be https (http only on this computer).`)
  url.hash = ''
  return { kind: 'link', url: url.href }
}

/**
 * The name of a link's copy: the last part of the link's path, safe on every system, else `photo`; with a photo's
 * extension wherever name or type tell one.
 * @param type as the server gave it (`image/jpeg`); `null`: it gave none
 */
export function nameOfLink(link: string, type: string | null): string {
  const path = URL.canParse(link) ? new URL(link).pathname : link
  const last = decoded(path.split('/').at(-1) ?? '')
  const own = isNamedLikePhoto(last) ? extname(last) : ''
  const [essence = ''] = (type ?? '').toLowerCase().split(';')
  const stem = safeStem(cutToBytes(last.slice(0, last.length - own.length), stemBytes))
  return `${stem}${own || (extensionOfType[essence.trim()] ?? '')}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
