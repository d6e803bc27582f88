/** `npm run check`: every gate, the quick ones first; stops at the first that fails. */
import { bootstrap } from './lib/bootstrap.mjs'
import { npmCommand, run } from './lib/processes.mjs'
import { Failure, heading, runScript, say } from './lib/say.mjs'

const gates = [
  { title: 'Types', script: 'types' },
  { title: 'Lint, format and import rules', script: 'lint' },
  { title: 'Unused code and dependencies', script: 'unused' },
  { title: 'Build', script: 'build' },
  { title: 'Tests', script: 'test' },
]

await runScript(async () => {
  await bootstrap()
  const { command, args } = npmCommand()
  for (const { title, script } of gates) {
    heading(title)
    const code = await run(command, [...args, 'run', '--silent', script])
    if (code !== 0) throw new Failure(`\nStopped: ${title.toLowerCase()} (npm run ${script}) ended with ${code}.`)
  }
  say('\nAll gates passed.')
})
