import { mkdir, open, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemCode } from './system-code'

/** Codes with which systems say that they cannot sync a folder (Windows, some network shares); there is no more to do. */
const cannotSync: ReadonlySet<string> = new Set(['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EBADF', 'EACCES'])

/** Makes names created, renamed or removed in a folder survive a power cut, where the system can. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!cannotSync.has(systemCode(error) ?? '')) throw error
  }
}

/** Creates a folder and those above it; what was created survives a power cut. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  for (let made = folder; ; made = dirname(made)) {
    await syncFolder(dirname(made))
    if (made === first || made === dirname(made)) return
  }
}

/**
 * Replaces a file of the program's own as a whole: readers see the old or the new content. `mode`: who may read and
 * write it, where the system knows modes.
 */
export async function replaceFile(path: string, content: string, { mode }: { mode?: number } = {}): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  await writeFile(temporary, content, { flush: true, ...(mode !== undefined && { mode }) })
  await rename(temporary, path)
  await syncFolder(dirname(path))
}
