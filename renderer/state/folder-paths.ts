import { folderOf } from '../format/names'

/** Whether `folder` is `of`, or, `deep`, lies anywhere in it. Both absolute, by `/` or `\`. */
export function isInFolder(folder: string, of: string, deep: boolean): boolean {
  return folder === of || (deep && isBelow(folder, of))
}

/** Whether a folder lies in another one, however deep. */
export function isBelow(folder: string, above: string): boolean {
  if (folder.length <= above.length || !folder.startsWith(above)) return false
  // The root of a disk ends with its separator already.
  return isSeparator(folder[above.length]) || isSeparator(above.at(-1))
}

/** The folders from `above` (left out) down to `folder` (with it); `folder` is below `above`. */
export function foldersBetween(above: string, folder: string): readonly string[] {
  const chain: string[] = []
  for (let at = folder; at.length > above.length; at = folderOf(at)) chain.unshift(at)
  return chain
}

function isSeparator(character: string | undefined): boolean {
  return character === '/' || character === '\\'
}
