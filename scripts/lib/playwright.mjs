import { withDisplay } from './display.mjs'
import { findProgram, run } from './processes.mjs'
import { inProject } from './project.mjs'

/**
 * Runs one project of test/e2e/playwright.config.ts in the real Electron, and returns the exit code.
 * @param {'e2e' | 'packaged' | 'screenshots'} project
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runPlaywright(project, args, env = {}) {
  const cli = inProject('node_modules', 'playwright', 'cli.js')
  const config = inProject('test', 'e2e', 'playwright.config.ts')
  const command = [process.execPath, cli, 'test', '--config', config, '--project', project, ...args]
  // A session bus of its own, as a desktop has one: without it notifications and the keyring are silent.
  const bus = process.env.DBUS_SESSION_BUS_ADDRESS ? null : findProgram('dbus-run-session')
  const [program = '', ...rest] = bus ? [bus, '--', ...command] : command
  return withDisplay((display) => run(program, rest, { env: { ...display, ...env } }))
}
