import { readFileSync } from 'node:fs'
import { npmCommand, run } from './processes.mjs'
import { inProject } from './project.mjs'
import { Failure, say } from './say.mjs'

/** The oldest Node that the toolchain runs on (package.json, "engines"). */
const oldestNode = /** @type {const} */ ([20, 19])

/** Says in one line when this Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  throw new Failure(`Outframe needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`)
}

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @param {string} file
 * @returns {Record<string, LockedPackage> | null}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for, by the list npm leaves there at the end of an installation
 * (a killed one leaves none). Packages for other systems are optional and may be absent.
 */
function isInstalled() {
  const wanted = lockedPackages(inProject('package-lock.json'))
  const present = lockedPackages(inProject('node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([location, { version, optional, devOptional }]) => {
    if (location === '') return true
    const found = present[location]
    return found ? found.version === version : Boolean(optional || devOptional)
  })
}

/** `npm ci`, when node_modules is missing or is not what package-lock.json says; never otherwise. */
export async function ensureNodeModules() {
  if (isInstalled()) return
  say('Installing the node modules that package-lock.json pins (npm ci) …')
  const { command, args } = npmCommand()
  // Only errors: the engine warnings of packages that name a newer Node than they need say nothing new.
  const code = await run(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { output: 'stderr' })
  if (code !== 0) throw new Failure(`npm ci ended with ${code}; its message is above.`)
}
