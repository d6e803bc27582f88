import { Command, CommanderError, type Option } from 'commander'
import { AppError } from '../../core/errors'
import { keyVariables } from '../shared/key-variables'
import { encodingOptions } from './encoding-flags'
import { exitCodes } from './exit-codes'
import {
  type CheckFlags,
  type ExpandFlags,
  endpointOption,
  engineOption,
  jsonOption,
  outputOptions,
  type PlanFlags,
  planOptions,
  queueOptions,
  type ResumeFlags,
  type StatusFlags,
  stateOption,
  targetOptions,
  unknownOption,
} from './flags'
import type { Terminal } from './terminal'
import { shown } from './words'

/** What each command does; each answers with its exit code. */
export interface Commands {
  expand(sources: readonly string[], flags: ExpandFlags): Promise<number>
  resume(flags: ResumeFlags): Promise<number>
  status(flags: StatusFlags): Promise<number>
  check(flags: CheckFlags): Promise<number>
  plan(sources: readonly string[], flags: PlanFlags): Promise<number>
}

const sources = 'photos, folders and https links to photos'

const keysHelp = `
Keys are taken from the environment: ${keyVariables.key}, for kling also ${keyVariables.accessKey} with ${keyVariables.secretKey}.`

/**
 * Runs the command that the arguments name (without node and script). What fails is said on stderr.
 * @returns the exit code.
 */
export async function runProgram(
  args: readonly string[],
  version: string,
  commands: Commands,
  terminal: Terminal,
): Promise<number> {
  let code: number = exitCodes.done
  const program = new Command('outframe')
    .description('Gives photos a new shape: every pixel stays, what lies around them is painted.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.say(text) })
    .showHelpAfterError('Use --help to see what can be said.')

  add(program, 'expand', 'expand photos', [
    ...targetOptions(),
    ...planOptions(),
    ...outputOptions(),
    ...encodingOptions(),
    ...queueOptions(),
  ])
    .argument('<source...>', sources)
    .addHelpText('after', keysHelp)
    .action(async (given: string[], flags: ExpandFlags) => {
      code = await commands.expand(given, flags)
    })
  add(program, 'resume', 'go on with all that the queue holds', [...queueOptions(), unknownOption()])
    .addHelpText('after', keysHelp)
    .action(async (flags: ResumeFlags) => {
      code = await commands.resume(flags)
    })
  add(program, 'status', 'say what the queue holds', [stateOption()]).action(async (flags: StatusFlags) => {
    code = await commands.status(flags)
  })
  add(program, 'plan', 'say what would be done, and do nothing', [
    ...targetOptions(),
    ...planOptions(),
    ...encodingOptions(),
  ])
    .argument('<source...>', sources)
    .action(async (given: string[], flags: PlanFlags) => {
      code = await commands.plan(given, flags)
    })
  add(program, 'check', 'say whether the key is good and the route there; never charged', [
    engineOption().makeOptionMandatory(),
    endpointOption(),
  ])
    .addHelpText('after', keysHelp)
    .action(async (flags: CheckFlags) => {
      code = await commands.check(flags)
    })

  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return exitCodeOf(error, terminal)
  }
}

function add(program: Command, name: string, description: string, options: readonly Option[]): Command {
  const command = program.command(name).description(description)
  for (const option of [...options, jsonOption()]) command.addOption(option)
  return command
}

/** Says what went wrong, unless commander has. */
function exitCodeOf(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  if (!(error instanceof AppError)) {
    terminal.say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return exitCodes.incomplete
  }
  terminal.say(`error: ${shown(error.message)}`)
  if (error.code === 'cancelled') return exitCodes.interrupted
  return error.code === 'bad-request' ? exitCodes.usage : exitCodes.incomplete
}
