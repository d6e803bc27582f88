import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/** @param {string[]} parts */
export const inProject = (...parts) => path.join(root, ...parts)

/**
 * What package.json says; only the fields that scripts read.
 * @returns {{ version: string, devDependencies: Record<string, string> }}
 */
export function readPackageJson() {
  return JSON.parse(readFileSync(inProject('package.json'), 'utf8'))
}
