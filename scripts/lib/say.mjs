/**
 * Messages of the scripts go to stderr: stdout belongs to what is run (`npm run cli -- … --json`).
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** @param {string} title */
export function heading(title) {
  say(`\n── ${title} ${'─'.repeat(Math.max(3, 76 - title.length))}`)
}

/** Something the person at the keyboard can act on: shown as its message alone, without a stack. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/**
 * Runs a script's body; what it returns is the exit code, a `Failure` is said in its own words.
 * @param {() => Promise<number | void>} body
 */
export async function runScript(body) {
  try {
    process.exitCode = (await body()) ?? 0
  } catch (error) {
    say(
      error instanceof Failure
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error),
    )
    process.exitCode = error instanceof Failure ? error.exitCode : 1
  }
}
