import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'

/** What a path leads to, links followed; `real` is the path without links. */
export type Found =
  | { readonly kind: 'file' | 'folder' | 'other'; readonly real: string }
  | { readonly kind: 'failed'; readonly error: unknown }

/** What is in a folder, in no order. */
export type Listing =
  | { readonly kind: 'entries'; readonly entries: readonly Dirent[] }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Looks at a path; never rejects. */
export async function look(path: string): Promise<Found> {
  try {
    const [stats, real] = await Promise.all([stat(path), realpath(path)])
    return { kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other', real }
  } catch (error) {
    return { kind: 'failed', error }
  }
}

/** Lists a folder; never rejects. */
export async function list(path: string): Promise<Listing> {
  try {
    return { kind: 'entries', entries: await readdir(path, { withFileTypes: true }) }
  } catch (error) {
    return { kind: 'failed', error }
  }
}
