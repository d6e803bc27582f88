import { access, copyFile, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Copies the sample photos to a folder that can be written, for results go beside the photos and where the program is
 * installed may be read-only. What is there already stays.
 * @returns the folder.
 */
export async function copySamplePhotos(from: string, to: string): Promise<string> {
  await mkdir(to, { recursive: true })
  for (const name of await readdir(from)) {
    const copy = join(to, name)
    if (await isThere(copy)) continue
    await copyFile(join(from, name), `${copy}.part`)
    await rename(`${copy}.part`, copy)
  }
  return to
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
