import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

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
  const names = await readdir(out, { recursive: true })
  const lists = names.filter((name) => name.endsWith('-licenses.json')).sort()
  if (lists.length === 0) throw new Error(`${out} has no lists of bundled packages`)
  /** @type {BundledPackage[]} */
  const packages = []
  for (const list of lists) packages.push(...JSON.parse(await readFile(path.join(out, list), 'utf8')))
  return licensesText(packages)
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
