import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type Charge, chargeSchema } from '../../simulator/ledger'
import type { SimulatorInput } from '../../simulator/options'
import type { RequestRecord } from '../../simulator/stats'

interface Addresses {
  readonly cometapi: string
  readonly kling: string
  readonly admin: string
  readonly ledger: string
}

/** The account that the simulator has without being told of any, with so many slots. */
export function studio(slots: number): NonNullable<SimulatorInput['accounts']>[number] {
  return { name: 'studio', slots, keys: { cometapi: ['sk-comet-studio'], kling: ['sk-kling-studio'] } }
}

/** The double of the service in a process of its own, asked through its admin port. */
export class SimulatorProcess {
  private constructor(
    readonly addresses: Addresses,
    readonly folder: string,
    readonly child: ChildProcess,
  ) {}

  /** Starts one whose ledger and uploads are kept in `folder`, which has to exist. */
  static async start(folder: string, options: SimulatorInput): Promise<SimulatorProcess> {
    const file = join(folder, 'options.json')
    await writeFile(file, JSON.stringify(options))
    const args = ['--json', '--port', '0', '--admin-port', '0', '--folder', folder, '--options', file]
    const child = spawn(process.execPath, [resolve('test/simulator/start.mjs'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const line = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line'),
      once(child, 'exit').then(() => {
        throw new Error('The simulator ended before it listened.')
      }),
    ])
    return new SimulatorProcess(JSON.parse(String(line[0])) as Addresses, folder, child)
  }

  /** What was charged, from the file: nothing can be missing there. */
  async charges(): Promise<readonly Charge[]> {
    const text = await readFile(this.addresses.ledger, 'utf8').catch(() => '')
    return text.split('\n').flatMap((line) => (line === '' ? [] : [chargeSchema.parse(JSON.parse(line))]))
  }

  async requests(): Promise<readonly RequestRecord[]> {
    return (await this.#ask('/requests')) as readonly RequestRecord[]
  }

  /** Most slots that were ever in use. */
  async peak(): Promise<number> {
    const { slots } = (await this.#ask('/stats')) as { slots: Record<string, { peak: number }> }
    return slots.studio?.peak ?? 0
  }

  /** How often each fault was met, by its name. */
  async faultsMet(): Promise<Readonly<Record<string, number>>> {
    const rules = (await this.#ask('/faults')) as readonly { rule: { name?: string }; used: number }[]
    const met: Record<string, number> = {}
    for (const { rule, used } of rules) met[rule.name ?? ''] = (met[rule.name ?? ''] ?? 0) + used
    return met
  }

  async close(): Promise<void> {
    if (this.child.exitCode !== null) return
    const ended = once(this.child, 'exit')
    this.child.kill('SIGTERM')
    await ended
  }

  async #ask(path: string): Promise<unknown> {
    const answer = await fetch(`${this.addresses.admin}${path}`)
    if (!answer.ok) throw new Error(`The simulator refused ${path}: ${await answer.text()}`)
    return answer.json()
  }
}
