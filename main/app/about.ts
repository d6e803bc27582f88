import { access, readFile } from 'node:fs/promises'
import { arch, release, type, version } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type About, type Licence, licenceSchema } from '../../core/ipc/app'

/** What Electron brings along, beside its binary; on a Mac below it. */
const noticesName = 'LICENSES.chromium.html'

/** Chromium's notices, absolute; `null`: they are not there. */
export async function noticesFile(execPath = process.execPath): Promise<string | null> {
  const folder = dirname(execPath)
  for (const file of [join(folder, noticesName), join(folder, '..', 'Resources', noticesName)]) {
    try {
      await access(file)
      return file
    } catch {
      // Another place, or none.
    }
  }
  return null
}

/** What runs. */
export async function about(programVersion: string): Promise<About> {
  const { electron = 'none', chrome = 'none', node } = process.versions
  return {
    version: programVersion,
    electron,
    chromium: chrome,
    node,
    system: `${systemName()} · ${arch()}`,
    notices: (await noticesFile()) !== null,
  }
}

/** As people call it: a Mac's and Windows' own version say more than their kernels'. */
function systemName(): string {
  const kernel = `${type()} ${release()}`
  switch (process.platform) {
    case 'darwin':
      return `macOS ${process.getSystemVersion()}`
    case 'win32':
      return `${version()} (${release()})`
    default:
      return kernel
  }
}

/** The packages that ship in the program, as the build listed them (scripts/lib/licenses.mjs). None when that is missing. */
export async function licences(out: string): Promise<readonly Licence[]> {
  try {
    return z.array(licenceSchema).parse(JSON.parse(await readFile(join(out, 'licenses.json'), 'utf8')))
  } catch {
    return []
  }
}
