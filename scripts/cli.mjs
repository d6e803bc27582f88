/** `npm run cli -- <command> …`: the command line, built first when the sources are newer. Needs neither Electron nor a display. */
import { bootstrap } from './lib/bootstrap.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { runInForeground } from './lib/processes.mjs'
import { inProject } from './lib/project.mjs'
import { runScript } from './lib/say.mjs'

/** Relative paths are meant from where the command was typed; npm goes to the checkout first. */
function typedIn() {
  const { npm_lifecycle_event, INIT_CWD } = process.env
  return npm_lifecycle_event === 'cli' && INIT_CWD ? INIT_CWD : process.cwd()
}

await runScript(async () => {
  await bootstrap()
  await ensureBuilt()
  return runInForeground(process.execPath, [inProject('out', 'main', 'cli.js'), ...process.argv.slice(2)], {
    cwd: typedIn(),
  })
})
