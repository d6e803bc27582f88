import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { QueueOrder, QueueWord } from './queue-process'

const inProject = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

/** Bundles the process that owns a queue, once for a file of tests; answers with how to start it. */
export function queueProcesses(): (order: QueueOrder, options?: { readonly uid?: number }) => QueueProcess {
  let folder = ''
  beforeAll(async () => {
    // Outside the project and with the one native module it needs, so that any user of the machine can run it.
    folder = await mkdtemp(join(tmpdir(), 'outframe-queue-process-'))
    await chmod(folder, 0o755)
    const sqlite = '@photostructure/sqlite'
    const prebuilt = `${sqlite}/prebuilds/${process.platform}-${process.arch}`
    for (const part of [`${sqlite}/package.json`, `${sqlite}/dist`, prebuilt, 'node-gyp-build']) {
      await cp(inProject(join('node_modules', part)), join(folder, 'node_modules', part), { recursive: true })
    }
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
      build: {
        ssr: inProject('test/integration/queue/queue-process.ts'),
        target: 'node20.18',
        outDir: folder,
        emptyOutDir: false,
        minify: false,
      },
    })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return (order, options) => new QueueProcess(join(folder, 'queue-process.js'), order, options)
}

/** A process that owns a queue, or tries to. */
export class QueueProcess {
  readonly words: QueueWord[] = []
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>

  constructor(script: string, order: QueueOrder, { uid }: { readonly uid?: number } = {}) {
    this.#child = spawn(process.execPath, [script, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    })
    this.#ended = once(this.#child, 'close')
    if (this.#child.stdout) {
      createInterface({ input: this.#child.stdout }).on('line', (line) => this.words.push(JSON.parse(line)))
    }
    onTestFinished(() => void this.#child.kill('SIGKILL'))
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Waits until it has said something of that kind. */
  async said(kind: QueueWord['say']): Promise<void> {
    while (!this.words.some((word) => word.say === kind)) {
      const [what] = await Promise.race([
        once(this.#child.stdout ?? this.#child, 'data'),
        this.#ended.then(() => [null]),
      ])
      if (what === null) return
    }
  }

  /** Takes it away as a power cut would, after some time; answers with whether it had ended before. */
  async killAfter(ms: number): Promise<boolean> {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), ms)
    await this.#ended
    clearTimeout(timer)
    return this.#child.exitCode !== null
  }

  async ended(): Promise<readonly QueueWord[]> {
    await this.#ended
    return this.words
  }
}
