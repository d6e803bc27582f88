import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface LockedPackage {
  readonly resolved?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const location = new URL('../../../package-lock.json', import.meta.url)
const packages: Readonly<Record<string, LockedPackage>> = JSON.parse(readFileSync(location, 'utf8')).packages

/** Where npm looks for a dependency of the package at `from`: beside it, then in each folder above. */
function placesOf(name: string, from: string): readonly string[] {
  const parents = from
    .split('/node_modules/')
    .map((_, index, parts) => parts.slice(0, parts.length - index).join('/node_modules/'))
  return [...parents.map((parent) => `${parent}/node_modules/${name}`), `node_modules/${name}`]
}

describe('package-lock.json', () => {
  it('lists the binaries of every system, so that npm ci accepts it on all of them', () => {
    const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !placesOf(name, from).some((place) => place in packages)),
    )
    expect(missing).toEqual([])
  })

  it('names no server, so that it serves behind every registry', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([])
  })
})
