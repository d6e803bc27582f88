import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder of its own for the test that is running, removed after it. Others may look into it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'outframe-library-')))
  await chmod(folder, 0o755)
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Writes files, with the folders they need; each has its name as content. */
export async function writeTree(folder: string, files: readonly string[]): Promise<void> {
  for (const inner of new Set(files.map((file) => dirname(file)))) await mkdir(join(folder, inner), { recursive: true })
  await Promise.all(files.map((file) => writeFile(join(folder, file), file)))
}
