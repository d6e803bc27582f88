import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseLink } from './link'

/** What a text names, in order. */
export interface GivenText {
  /** Absolute. */
  readonly paths: readonly string[]
  /** Web links, each once; also those that are not fetched, so that it can be said of them. */
  readonly links: readonly string[]
}

/**
 * Reads text from a clipboard or a drop: `file:` URLs, absolute paths and web links, one a line, quoted or not, and what
 * file managers add to them (GNOME's first line `copy`, comments of text/uri-list). The rest is passed over.
 */
export function readGivenText(text: string): GivenText {
  const lines = text.split(/\r?\n/).map((line) => unquoted(line.trim()))
  const paths = lines.flatMap((line) => {
    const path = pathInLine(line)
    return path === null || path.includes('\0') ? [] : [path]
  })
  const links = lines.filter((line) => /^https?:\/\//i.test(line)).map(inOneSpelling)
  return { paths, links: [...new Set(links)] }
}

function inOneSpelling(link: string): string {
  const parsed = parseLink(link)
  return parsed.kind === 'link' ? parsed.url : link
}

function pathInLine(line: string): string | null {
  if (/^file:/i.test(line)) return pathOfUrl(line)
  if (line.startsWith('~/')) return join(homedir(), line.slice(2))
  return isAbsolute(line) ? line : null
}

/** `null` for what is no file of this machine. */
function pathOfUrl(text: string): string | null {
  try {
    return fileURLToPath(text)
  } catch {
    return null
  }
}

/** Windows' "Copy as path" and some terminals put quotes around. */
function unquoted(text: string): string {
  return /^(["']).+\1$/.test(text) ? text.slice(1, -1) : text
}
