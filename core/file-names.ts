/** Names that every file system takes, and what happens when two files want the same one. */

/** Longest file name of the common file systems, bytes of UTF-8 (ext4, APFS; NTFS counts UTF-16, which is never more). */
export const maxNameBytes = 255

/** Not allowed in a name on Windows or macOS or Linux, or breaking lines where names are listed; lone surrogates too. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const forbidden = /[<>:"/\\|?*\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/gu

/** Devices that Windows finds under these names whatever the extension. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))/i

/** `text` with every character that a file name must not have as `_`. */
export function replaceForbidden(text: string): string {
  return text.replace(forbidden, '_')
}

/**
 * A name without its extension as Windows, macOS and Linux all take it: no forbidden characters, nothing that is
 * hidden (leading dot) or trimmed (spaces around, dots at the end), no device. `photo` when nothing is left.
 */
export function safeStem(text: string): string {
  const trimmed = trimEnd(replaceForbidden(text).trimStart()).replace(/^\.+/, (dots) => '_'.repeat(dots.length))
  if (trimmed === '') return 'photo'
  return trimmed.replace(reserved, (device) => `${device}_`)
}

/** Without the dots and white space at the end that Windows drops. */
function trimEnd(text: string): string {
  return text.replace(/[\s.]+$/u, '')
}

/** Length in bytes of UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** As much of `text` as fits in `bytes` of UTF-8, cut between characters as a reader sees them. */
export function cutToBytes(text: string, bytes: number): string {
  if (utf8Length(text) <= bytes) return text
  const whole = takeWhileFits(
    Array.from(graphemes.segment(text), ({ segment }) => segment),
    bytes,
  )
  // One character made of hundreds of combining marks: better its beginning than nothing.
  return whole === '' ? takeWhileFits([...text], bytes) : whole
}

function takeWhileFits(pieces: readonly string[], bytes: number): string {
  let taken = ''
  let left = bytes
  for (const piece of pieces) {
    left -= utf8Length(piece)
    if (left < 0) break
    taken += piece
  }
  return taken
}

/** What two paths share when a case-insensitive or normalising file system takes them for the same file. */
export function collisionKey(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

/** `a/photo.jpg` with 2 is `a/photo_2.jpg`; the stem is cut where the name would become too long. */
export function withSuffix(path: string, number: number): string {
  const nameStart = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1
  const name = path.slice(nameStart)
  const dot = name.lastIndexOf('.')
  const stem = dot > 0 ? name.slice(0, dot) : name
  const tail = `_${number}${dot > 0 ? name.slice(dot) : ''}`
  const room = maxNameBytes - utf8Length(tail)
  const kept = utf8Length(stem) <= room ? stem : trimEnd(cutToBytes(stem, room))
  return `${path.slice(0, nameStart)}${kept}${tail}`
}

/**
 * A free path for each candidate: the candidate itself, or with `_2`, `_3` ... where an earlier candidate or a file on
 * disk has it. `candidates` come in the order of their sources' paths; `taken` is asked with collision keys.
 */
export function assignNames(candidates: readonly string[], taken: (key: string) => boolean): readonly string[] {
  const assigned = new Set<string>()
  const assign = nameAssigner((key) => assigned.has(key) || taken(key))
  return candidates.map((candidate) => {
    const path = assign(candidate)
    assigned.add(collisionKey(path))
    return path
  })
}

/** The same one by one: the caller makes sure that what it was given is `taken` from then on. */
export function nameAssigner(taken: (key: string) => boolean): (candidate: string) => string {
  /** By candidate: the number to try next, so that ten thousand equal names stay quick. */
  const numbers = new Map<string, number>()
  return (candidate) => {
    const wanted = collisionKey(candidate)
    let [path, key] = [candidate, wanted]
    for (let number = numbers.get(wanted) ?? 2; taken(key); number += 1) {
      path = withSuffix(candidate, number)
      key = collisionKey(path)
      numbers.set(wanted, number + 1)
    }
    return path
  }
}
