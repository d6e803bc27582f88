import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { PaidOrder, PaidWord } from './paid-process'

const inProject = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

/** Bundles the process, once for a file of tests; answers with how to start it. */
export function paidProcesses(): (order: PaidOrder) => PaidProcess {
  let folder = ''
  beforeAll(async () => {
    // Inside node_modules, so that what is not bundled is found from there.
    await mkdir(inProject('node_modules/.cache'), { recursive: true })
    folder = await mkdtemp(inProject('node_modules/.cache/outframe-paid-process-'))
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: inProject('test/integration/service/paid-process.ts'),
        target: 'node20.18',
        outDir: folder,
        emptyOutDir: false,
        minify: false,
      },
    })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return (order) => new PaidProcess(join(folder, 'paid-process.js'), order)
}

/** A process that owns a paid queue. */
export class PaidProcess {
  readonly words: PaidWord[] = []
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>

  constructor(script: string, order: PaidOrder) {
    this.#child = spawn(process.execPath, [script, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#ended = once(this.#child, 'close')
    if (this.#child.stdout) {
      createInterface({ input: this.#child.stdout }).on('line', (line) => this.words.push(JSON.parse(line)))
    }
    onTestFinished(() => void this.#child.kill('SIGKILL'))
  }

  /** Takes it away as a power cut would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
  }

  async ended(): Promise<readonly PaidWord[]> {
    await this.#ended
    return this.words
  }
}
