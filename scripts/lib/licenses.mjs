import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { inProject } from './project.mjs'

/**
 * @typedef {object} BundledPackage As the license plugin of the build lists it.
 * @property {string} name
 * @property {string} version
 * @property {string} license SPDX expression.
 * @property {string | null} [licenseText]
 */

const head = `Third-party software in Outframe

The packages below are part of Outframe's own files. Those under resources/app.asar.unpacked/node_modules (sharp with
libvips, libheif, and SQLite) carry their licenses beside them; Electron's and Chromium's are in LICENSE.electron.txt and
LICENSES.chromium.html, and Node's at https://github.com/nodejs/node/blob/main/LICENSE.
`

/**
 * One text with the licenses of all that the builds put into their bundles.
 * @param {string} out folder of the builds
 */
export async function thirdPartyLicenses(out) {
  return licensesText(await bundledPackages(out))
}

/**
 * All packages that ship, in order, each once: those in the bundles, and those beside them.
 * @param {string} out folder of the builds
 */
export async function shippedPackages(out) {
  /** @type {Map<string, BundledPackage>} */
  const packages = new Map()
  for (const shipped of [...(await bundledPackages(out)), ...(await unbundledPackages())]) {
    packages.set(`${shipped.name} ${shipped.version}`, shipped)
  }
  return [...packages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { name, version, license, licenseText }]) => ({ name, version, license, text: licenseText ?? null }))
}

/** What cannot be bundled: package.json's dependencies, and sharp's parts for this system. */
async function unbundledPackages() {
  const { dependencies } = JSON.parse(await readFile(inProject('package.json'), 'utf8'))
  const parts = await readdir(inProject('node_modules', '@img'))
  const names = new Set([...Object.keys(dependencies), ...parts.map((part) => `@img/${part}`)])
  /** @type {BundledPackage[]} */
  const packages = []
  for (const name of names) {
    const folder = inProject('node_modules', name)
    const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'))
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e(?:\.|$)/i.test(entry))
    const licenseText = file === undefined ? null : await readFile(path.join(folder, file), 'utf8')
    packages.push({ name, version, license, licenseText })
  }
  return packages
}

/** @param {string} out folder of the builds */
async function bundledPackages(out) {
  const names = await readdir(out, { recursive: true })
  const lists = names.filter((name) => name.endsWith('-licenses.json')).sort()
  if (lists.length === 0) throw new Error(`${out} has no lists of bundled packages`)
  /** @type {BundledPackage[]} */
  const packages = []
  for (const list of lists) packages.push(...JSON.parse(await readFile(path.join(out, list), 'utf8')))
  return packages
}

/** @param {readonly BundledPackage[]} packages */
export function licensesText(packages) {
  const texts = new Map(packages.map((bundled) => [`${bundled.name} ${bundled.version}`, sectionOf(bundled)]))
  const sections = [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text)
  return [head, ...sections].join(`\n${'-'.repeat(80)}\n`)
}

/** @param {BundledPackage} bundled */
function sectionOf({ name, version, license, licenseText }) {
  return `${name} ${version} (${license})\n\n${(licenseText ?? `Licensed under ${license}.`).trim()}\n`
}
