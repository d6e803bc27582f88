import { photoExtensions } from '../../core/photo'

/** Files and folders that systems leave behind, lower case; those that begin with a dot are hidden anyway. */
const leftBehind: ReadonlySet<string> = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '$recycle.bin',
  'system volume information',
  // Synology's own thumbnails, named like photos
  '@eadir',
])

/** Whether a name is hidden or a system's own (`.DS_Store`, `._IMG_1.jpg`, `Thumbs.db`). */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || leftBehind.has(name.toLowerCase())
}

/** Whether a file is named like a photo. */
export function isNamedLikePhoto(name: string): boolean {
  const dot = name.lastIndexOf('.')
  return dot > 0 && Object.hasOwn(photoExtensions, name.slice(dot + 1).toLowerCase())
}

/** Whether a name is not Unicode: what stands in its place cannot be addressed, though the file is there. */
export function isUnaddressable(path: string): boolean {
  return path.includes('\uFFFD')
}
