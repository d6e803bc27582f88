import { redact } from './redact'

/** What must not be in a text that people send to strangers, besides what looks like a key. */
export interface Private {
  /** Keys that are in use, whatever they look like. */
  readonly secrets: readonly string[]
}

/** Absolute paths with their folders, spaces included, as far as a file's extension or the next white space. */
const paths =
  /(?<![\w:/\\])(?:[A-Za-z]:(?=[\\/]))?(?:[\\/]{1,2}[^\\/\n\r"'<>|*?]+)+[\\/](?:[^\\/\n\r"'<>|*?]*?(\.[A-Za-z\d]{2,5})(?![\w.])|[^\s\\/"'<>|*?]*)/g

/** Web addresses; all behind the host may name a person, a photo or a key. */
const addresses = /\b((?:https?|wss?):\/\/)(?:[^\s/@"'<>]*@)?([^\s/"'<>?#]+)[^\s"'<>]*/gi

/** Shorter ones would take words out of every text; no service has them. */
const shortestSecret = 4

/** A text without keys; paths are `~` with the file's extension, and web addresses have their host alone. */
export function scrub(text: string, { secrets }: Private): string {
  const hidden = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .sort((a, b) => b.length - a.length)
    .reduce((kept, secret) => kept.replaceAll(secret, '[hidden]'), text)
  return redact(hidden)
    .replace(addresses, '$1$2')
    .replace(paths, (_match, extension: string | undefined) => `~${extension ?? ''}`)
}
