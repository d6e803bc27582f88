import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Duplex } from 'node:stream'
import { z } from 'zod'

/** Electron as the electron package finds it: `npm run bench` has told it where. */
const executable = z.string().parse(createRequire(resolve('package.json'))('electron'))

const replySchema = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  sessionId: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
})

type Reply = z.infer<typeof replySchema>

const attachedSchema = z.object({ sessionId: z.string(), targetInfo: z.object({ type: z.string() }) })
const evaluatedSchema = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.object({ text: z.string() }).optional(),
})

/**
 * Electron with an app of ours, watched over Chromium's debugging pipe: a few messages, where Playwright's presence
 * would be a good part of what is measured.
 */
export class ElectronProcess {
  readonly startedAt = Date.now()
  readonly child: ChildProcess
  /** What was written to stderr. */
  stderr = ''
  readonly #pipe: Duplex
  readonly #waiting = new Map<
    number,
    { readonly answer: (reply: Reply) => void; readonly fail: (error: Error) => void }
  >()
  readonly #page: Promise<string>
  #last = 0

  constructor(app: string, options: { readonly profile: string; readonly env?: NodeJS.ProcessEnv }) {
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    this.child = spawn(executable, [...sandbox, '--remote-debugging-pipe', `--user-data-dir=${options.profile}`, app], {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    })
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text
    })
    // Chromium reads from descriptor 3 and writes to 4.
    this.#pipe = this.child.stdio[3] as Duplex
    this.#page = new Promise((found) => {
      readMessages(this.child.stdio[4] as Duplex, (text) => {
        const reply = replySchema.parse(JSON.parse(text))
        if (reply.id !== undefined) this.#waiting.get(reply.id)?.answer(reply)
        if (reply.method !== 'Target.attachedToTarget') return
        const { sessionId, targetInfo } = attachedSchema.parse(reply.params)
        if (targetInfo.type === 'page') found(sessionId)
      })
    })
    const attach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }
    void this.#send('Target.setAutoAttach', attach)
    this.child.once('exit', (code, signal) => {
      const error = new Error(`Electron ended with ${code ?? signal}: ${this.stderr}`)
      for (const { fail } of this.#waiting.values()) fail(error)
    })
  }

  /** The value of an expression in the page, awaited. Asked again when the page is left in between, as it is at first. */
  async value(expression: string): Promise<unknown> {
    const page = await this.#page
    for (;;) {
      const reply = await this.#send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, page)
      if (reply.error) continue
      const { result, exceptionDetails } = evaluatedSchema.parse(reply.result)
      if (exceptionDetails) throw new Error(`${exceptionDetails.text} in ${expression}`)
      return result.value
    }
  }

  /** Drops files on the page, as a file manager does. */
  async drop(files: readonly string[]): Promise<void> {
    const data = { items: [], files, dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await this.#send('Input.dispatchDragEvent', { type, x: 400, y: 300, data }, await this.#page)
    }
  }

  /** Presses a key, as `KeyboardEvent.key` names it. */
  async press(key: string, { control = false }: { readonly control?: boolean } = {}): Promise<void> {
    const code = {
      key,
      code: /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : `Digit${key}`,
      modifiers: control ? 2 : 0,
    }
    const typed = control ? {} : { text: key }
    const windowsVirtualKeyCode = key.toUpperCase().charCodeAt(0)
    await this.#send(
      'Input.dispatchKeyEvent',
      { type: 'keyDown', ...code, ...typed, windowsVirtualKeyCode },
      await this.#page,
    )
    await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', ...code, windowsVirtualKeyCode }, await this.#page)
  }

  /** Clicks, CSS px. */
  async click(x: number, y: number): Promise<void> {
    for (const type of ['mousePressed', 'mouseReleased']) {
      await this.#send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 }, await this.#page)
    }
  }

  /** Ends it as a user's quitting does, so that caches are written. */
  async quit(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const ended = once(this.child, 'exit')
    this.child.kill('SIGTERM')
    await ended
  }

  #send(method: string, params: object, sessionId?: string): Promise<Reply> {
    const id = ++this.#last
    return new Promise<Reply>((answer, fail) => {
      this.#waiting.set(id, { answer, fail })
      this.#pipe.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    }).finally(() => this.#waiting.delete(id))
  }
}

/** Messages end with a zero byte. */
function readMessages(stream: Duplex, onMessage: (text: string) => void): void {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = `${text}${chunk}`.split('\0')
    text = messages.pop() ?? ''
    for (const message of messages) onMessage(message)
  })
}
