import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Imaging } from '../core/imaging'
import { check } from './cli/check'
import type { Context } from './cli/context'
import { exitCodes } from './cli/exit-codes'
import { expand } from './cli/expand'
import { takeKeys } from './cli/keys'
import { plan } from './cli/plan'
import { runProgram } from './cli/program'
import { resume } from './cli/resume'
import { status } from './cli/status'
import { Terminal } from './cli/terminal'
import { shown } from './cli/words'
import { openImaging as openPool } from './imaging/imaging'
import { chooseSpawner } from './imaging/runtime'

/** Entry of the command line: the window's queue without a window, on plain Node. Built to out/main/cli.js. */

/** Taken before anything else is started: no worker may inherit them. */
const keys = takeKeys(process.env)
const terminal = new Terminal(process)
const interrupted = new AbortController()

/** The first Ctrl-C brings things to an end, the second ends them: the next start puts right what was under way. */
function interrupt(): void {
  if (interrupted.signal.aborted) process.exit(exitCodes.interrupted)
  terminal.say('Stopping; press Ctrl-C again to quit at once.')
  interrupted.abort()
}

function version(): string {
  const file = new URL('../../package.json', import.meta.url)
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version
}

/** As many workers as suit the machine, and not more than `most`. */
function openImaging(most: number | undefined): Imaging {
  const options = {
    spawner: chooseSpawner({ workerPath: fileURLToPath(new URL('./imaging-worker.js', import.meta.url)) }),
    log: { warn: (words: string) => terminal.say(shown(words)) },
  }
  const usual = openPool(options)
  return most === undefined || most >= usual.parallel ? usual : openPool({ ...options, parallel: most })
}

process.on('SIGINT', interrupt)
process.on('SIGTERM', interrupt)

const context: Context = {
  terminal,
  signal: interrupted.signal,
  env: process.env,
  keys,
  version: version(),
  openImaging,
}
process.exitCode = await runProgram(
  process.argv.slice(2),
  context.version,
  {
    expand: (paths, flags) => expand(paths, flags, context),
    resume: (flags) => resume(flags, context),
    status: (flags) => status(flags, context),
    check: (flags) => check(flags, context),
    plan: (paths, flags) => plan(paths, flags, context),
  },
  terminal,
)
// Whatever still hangs after the bounded wait must not keep an interrupted program.
if (interrupted.signal.aborted) process.exit()
