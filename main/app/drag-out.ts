import { type BrowserWindow, type NativeImage, nativeImage } from 'electron'
import type { Thumbnails } from './protocols/thumbnails'

/** Side of the picture under the pointer, px. */
const iconEdge = 128

interface DragParts {
  readonly window: Pick<BrowserWindow, 'webContents'> | null
  readonly thumbnails: Pick<Thumbnails, 'get'>
}

/** Lets the user drop files on another program; the system follows the pointer from here on. */
export async function dragOut(files: readonly string[], { window, thumbnails }: DragParts): Promise<void> {
  const [file] = files
  if (file === undefined || window === null) return
  const icon = await iconOf(file, thumbnails)
  window.webContents.startDrag({ file, files: [...files], icon })
}

/** What Electron insists on: a picture that is not empty. */
async function iconOf(file: string, thumbnails: DragParts['thumbnails']): Promise<NativeImage> {
  try {
    const { data } = await thumbnails.get(file, iconEdge, new AbortController().signal)
    const icon = nativeImage.createFromBuffer(Buffer.from(data))
    if (!icon.isEmpty()) return icon.resize({ width: iconEdge })
  } catch {
    // The file cannot be shown; it can be dragged all the same.
  }
  const grey = Buffer.alloc(iconEdge * iconEdge * 4, 0x80)
  return nativeImage.createFromBitmap(grey, { width: iconEdge, height: iconEdge })
}
