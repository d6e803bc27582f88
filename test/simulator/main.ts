import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ZodError } from 'zod'
import { faultRuleSchema } from './fault-rules'
import { type DoorName, optionsSchema, type SimulatorOptions } from './options'
import { startSimulator } from './simulator'

const help = `The image-expansion service on this computer, with both doors, a ledger and faults to switch.

npm run simulator -- [options]
  --port N           port of the service (default 8788; 0 for any free one)
  --admin-port N     port for the ledger and the faults (default 8789; 0 for any free one)
  --folder DIR       keeps ledger.jsonl and the uploads there, and goes on from them (default: a temporary folder)
  --seed N           same seed, same times and faults (default 1)
  --task-ms MIN-MAX  how long a task takes (default 1000-3000)
  --slots N          slots of the account (default 10)
  --look-ups NAMES   doors that find a task by its external id: cometapi,kling (default kling)
  --options FILE     JSON with any option (test/simulator/options.ts); the switches above come on top
  --faults FILE      JSON with fault rules (test/simulator/fault-rules.ts)
  --json             says where it listens as one JSON line

Keys: sk-comet-studio (CometAPI), sk-kling-studio (Kling), or AK-studio with SK-studio-0123456789abcdef (Kling).
`

const switches = {
  port: { type: 'string', default: '8788' },
  'admin-port': { type: 'string', default: '8789' },
  folder: { type: 'string' },
  seed: { type: 'string' },
  'task-ms': { type: 'string' },
  slots: { type: 'string' },
  'look-ups': { type: 'string' },
  options: { type: 'string' },
  faults: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

class WrongUse extends Error {}

function whole(text: string, name: string): number {
  if (!/^\d+$/.test(text)) throw new WrongUse(`--${name} must be a whole number, got ${text}`)
  return Number(text)
}

function range(text: string): { min: number; max: number } {
  const { min, max } = /^(?<min>\d+)-(?<max>\d+)$/.exec(text)?.groups ?? {}
  if (min === undefined || max === undefined || Number(min) > Number(max)) {
    throw new WrongUse(`--task-ms must be MIN-MAX, got ${text}`)
  }
  return { min: Number(min), max: Number(max) }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new WrongUse(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: switches, strict: true }).values
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error))
  }
}

/** What the arguments ask for. @throws {WrongUse} @throws {ZodError} */
function optionsOf(values: ReturnType<typeof parse>): SimulatorOptions {
  const base = optionsSchema.parse(values.options === undefined ? {} : readJson(values.options))
  const faults = values.faults === undefined ? base.faults : faultRuleSchema.array().parse(readJson(values.faults))
  const slots = values.slots === undefined ? null : whole(values.slots, 'slots')
  const lookUps = values['look-ups']?.split(',')
  const door = (name: DoorName) => ({
    ...base.doors[name],
    ...(lookUps && { lookUps: lookUps.includes(name) }),
  })
  return {
    ...base,
    port: whole(values.port, 'port'),
    adminPort: whole(values['admin-port'], 'admin-port'),
    folder: values.folder ?? base.folder,
    seed: values.seed === undefined ? base.seed : whole(values.seed, 'seed'),
    taskMs: values['task-ms'] === undefined ? base.taskMs : range(values['task-ms']),
    accounts: base.accounts.map((account) => (slots === null ? account : { ...account, slots })),
    doors: { cometapi: door('cometapi'), kling: door('kling') },
    faults,
  }
}

/** Runs until SIGINT or SIGTERM; answers with the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const values = parse(args)
    if (values.help) {
      process.stdout.write(help)
      return 0
    }
    const simulator = await startSimulator(optionsOf(values))
    const { cometapi, kling, admin } = simulator
    const ledger = simulator.ledger.file
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ cometapi, kling, admin, ledger, pid: process.pid })}\n`
        : `CometAPI door  ${cometapi}\nKling door     ${kling}\nadmin          ${admin}\nledger         ${ledger}\n`,
    )
    await new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve())
      process.once('SIGTERM', () => resolve())
    })
    await simulator.close()
    return 0
  } catch (error) {
    if (!(error instanceof WrongUse) && !(error instanceof ZodError)) throw error
    process.stderr.write(`simulator: ${error.message}\n`)
    return 2
  }
}
