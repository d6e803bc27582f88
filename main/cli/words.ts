const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A path or message as one line that cannot steer the terminal: what controls it or turns text around is spelt out. */
export function shown(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
    (character) => named[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** A message about a photo, with its path unless the message has it. */
export function aboutPhoto(path: string, message: string): string {
  return shown(message.includes(path) ? message : `${path}: ${message}`)
}

/** `1 unit`, `2 units`. */
export function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
