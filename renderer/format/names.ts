/** How many graphemes at the end of a name stay visible: the extension and a few before it. */
const tailLength = 8

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * A file's name as it can be shown on one line: line breaks become ↵, other control characters and those that turn the
 * writing direction around become �, so that a name cannot pretend to another extension.
 */
export function safeName(name: string): string {
  return name
    .replace(/\r\n|[\n\r\u0085\u2028\u2029]/gu, '\u21b5')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}

/** A name in two parts for an ellipsis in the middle: the head may be cut, the tail keeps the extension. Never cuts a grapheme. */
export function splitName(name: string): { readonly head: string; readonly tail: string } {
  const graphemes = Array.from(segmenter.segment(safeName(name)), (part) => part.segment)
  if (graphemes.length <= tailLength * 2) return { head: graphemes.join(''), tail: '' }
  return { head: graphemes.slice(0, -tailLength).join(''), tail: graphemes.slice(-tailLength).join('') }
}

/** The last part of a path, for `/` and `\` alike. */
export function baseName(path: string): string {
  return path.split(/[\\/]/u).at(-1) || path
}

/** The end of a path: the file and its two folders, for a glance. */
export function shortPath(path: string): string {
  const parts = path.split(/[\\/]/u).filter((part) => part !== '')
  return parts.length > 3 ? `…/${parts.slice(-3).join('/')}` : path
}

/** A path without its last part; empty when it has only one. */
export function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
  return end < 0 ? '' : path.slice(0, end) || path.slice(0, 1)
}

/** The host of an address, with its port where it has one; the address itself when it is none. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address
}
