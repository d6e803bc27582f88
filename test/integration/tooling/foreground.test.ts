import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const processes = fileURLToPath(new URL('../../../scripts/lib/processes.mjs', import.meta.url))

/** A program as the command line is one: the first Ctrl-C ends it orderly with 130, each is told. */
const program = `
  let presses = 0
  process.on('SIGINT', () => {
    presses += 1
    console.log('pressed ' + presses)
    setTimeout(() => process.exit(130), 400)
  })
  setTimeout(() => process.exit(1), 20_000)
  console.log('ready')
`

/** What stands between npm and the program. */
const wrapper = (code: string) => `
  import { runInForeground } from ${JSON.stringify(processes)}
  process.exitCode = await runInForeground(process.execPath, ['-e', ${JSON.stringify(code)}])
`

function start(code: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', wrapper(code)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { child, lines: createInterface({ input: child.stdout }), ended: once(child, 'exit') }
}

describe('a program in the foreground', () => {
  it('gets one press of Ctrl-C once, however many ways it comes, and its exit code comes back', async () => {
    const { child, lines, ended } = start(program)
    const said: string[] = []
    for await (const line of lines) {
      said.push(line)
      // The terminal signals the group and npm signals its child: the wrapper hears of one press twice.
      if (line === 'ready' || line === 'pressed 1') child.kill('SIGINT')
    }
    expect(await ended).toEqual([130, null])
    expect(said).toEqual(['ready', 'pressed 1'])
  })

  it('that is killed comes back as a shell would say it', async () => {
    const { ended } = start(`process.kill(process.pid, 'SIGKILL')`)
    expect(await ended).toEqual([137, null])
  })
})
