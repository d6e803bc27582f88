import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { constants as osConstants } from 'node:os'
import path from 'node:path'
import { root } from './project.mjs'
import { Failure } from './say.mjs'

/** One press of Ctrl-C arrives twice (from the terminal and from npm); within this time it is the same press, ms. */
const samePress = 300

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] added to the environment
 * @property {'inherit' | 'stderr'} [output] `stderr`: the child's stdout goes to our stderr, too
 * @property {string} [cwd]
 */

/**
 * The exit code by which a shell would report how a process ended.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCodeOf(code, signal) {
  return code ?? 128 + (signal === null ? 0 : osConstants.signals[signal])
}

/**
 * Runs a command to its end and returns its exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {}, output = 'inherit', cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', output === 'stderr' ? 2 : 'inherit', 'inherit'],
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(exitCodeOf(code, signal)))
  })
}

/**
 * Runs a command and returns what it printed, stdout and stderr together.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function capture(command, args, { env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    /** @param {string} text */
    const add = (text) => {
      output += text
    }
    child.stdout.setEncoding('utf8').on('data', add)
    child.stderr.setEncoding('utf8').on('data', add)
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code: exitCodeOf(code, signal), output }))
  })
}

/**
 * Like `capture`, for commands that must succeed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export async function mustCapture(command, args, options) {
  const { code, output } = await capture(command, args, options)
  if (code !== 0) throw new Failure(`${command} ${args.join(' ')} ended with ${code}:\n${output.trim()}`)
  return output
}

/**
 * Hands terminal, standard streams and signals to a program until it ends, and returns its exit code.
 * The program gets a process group of its own, so that one Ctrl-C reaches it once.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>}
 */
export function runInForeground(command, args, { env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: 'inherit',
      env: { ...process.env, ...env },
      detached: process.platform !== 'win32',
    })
    /** @type {Map<NodeJS.Signals, number>} */
    const lastSent = new Map()
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      const now = performance.now()
      if (now - (lastSent.get(signal) ?? Number.NEGATIVE_INFINITY) < samePress) return
      lastSent.set(signal, now)
      child.kill(signal)
    }
    /** @type {NodeJS.Signals[]} */
    const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of forwarded) process.on(signal, forward)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of forwarded) process.off(name, forward)
      resolve(exitCodeOf(code, signal))
    })
  })
}

/**
 * The full path of a program, or null when PATH does not have it.
 * @param {string} name
 */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, name)
    try {
      accessSync(candidate, constants.X_OK)
      return candidate
    } catch {
      // not in this folder
    }
  }
  return null
}

/** How to call npm: the one that runs us, so that a Node installed aside keeps its own; else the one in PATH. */
export function npmCommand() {
  const script = process.env.npm_execpath
  if (script && path.basename(script) === 'npm-cli.js') return { command: process.execPath, args: [script] }
  return process.platform === 'win32'
    ? { command: process.env.ComSpec ?? 'cmd.exe', args: ['/d', '/s', '/c', 'npm'] }
    : { command: 'npm', args: [] }
}
