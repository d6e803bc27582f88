import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Absolute paths in text from a clipboard, in order: `file:` URLs and absolute paths, one a line, quoted or not, and
 * what file managers add to them (GNOME's first line `copy`, comments of text/uri-list). The rest is passed over.
 */
export function pathsInText(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const path = pathInLine(unquoted(line.trim()))
    return path === null || path.includes('\0') ? [] : [path]
  })
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
