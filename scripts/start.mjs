/** `npm start [-- arguments of the program]`: installs what is missing, builds when the sources are newer, opens the window. */
import { bootstrapElectron } from './lib/bootstrap.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { hasDisplay } from './lib/display.mjs'
import { runInForeground } from './lib/processes.mjs'
import { root } from './lib/project.mjs'
import { sandboxArguments } from './lib/sandbox.mjs'
import { Failure, runScript } from './lib/say.mjs'

await runScript(async () => {
  const args = process.argv.slice(2)
  if (!hasDisplay()) {
    throw new Failure(
      'There is no display here (DISPLAY and WAYLAND_DISPLAY are not set). Try: xvfb-run -a npm start, or the command line: npm run cli -- --help',
    )
  }
  const { executable, folder } = await bootstrapElectron()
  await ensureBuilt()
  const wayland = process.platform === 'linux' && !process.env.DISPLAY ? ['--ozone-platform=wayland'] : []
  // The Node that runs this runs the imaging workers, too.
  const env = { npm_node_execpath: process.execPath }
  return runInForeground(executable, [...sandboxArguments(folder), ...wayland, root, ...args], { env })
})
