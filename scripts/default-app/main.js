/** What Electron's own default_app does for `electron <folder>`, for a runtime that comes without one. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (folder === undefined) {
  process.stderr.write('Usage: electron <application folder>\n')
  process.exit(2)
}

const appPath = path.resolve(folder)
const {
  name,
  productName,
  version,
  main = 'index.js',
} = JSON.parse(readFileSync(path.join(appPath, 'package.json'), 'utf8'))
app.setName(productName ?? name)
if (version) app.setVersion(version)
app.setAppPath(appPath)
process.defaultApp = true

try {
  // Awaited: what the application does before `ready` (privileged schemes, say) must happen before it.
  await import(pathToFileURL(path.resolve(appPath, main)).href)
} catch (error) {
  // Left uncaught, an error while loading would leave a process without a window that never ends.
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  app.exit(1)
}
