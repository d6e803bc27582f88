// biome-ignore lint/style/noRestrictedImports: a named import of what only later versions have would not even load in earlier ones
import * as electron from 'electron'

/** Electron's clipboard of before its W3C-like one; the runtime of development has it. */
interface EarlierClipboard {
  write(data: { readonly text?: string; readonly image?: electron.NativeImage }): void
  writeBuffer(format: string, buffer: Buffer): void
  writeText(text: string): void
}

/** Puts text on the clipboard. */
export async function writeText(text: string): Promise<void> {
  await electron.clipboard.writeText(text)
}

/** Puts a picture on the clipboard, and a text for programs that take none. */
export async function writePicture(image: electron.NativeImage, text: string): Promise<void> {
  const { clipboard } = electron
  if (isEarlier(clipboard)) clipboard.write({ image, text })
  else {
    const png = new Blob([new Uint8Array(image.toPNG())], { type: 'image/png' })
    await clipboard.write([new electron.ClipboardItem({ 'image/png': png, 'text/plain': text })])
  }
}

/** Puts bytes on the clipboard under one of the system's own formats. */
export async function writeFormat(format: string, bytes: Buffer): Promise<void> {
  const { clipboard } = electron
  if (isEarlier(clipboard)) clipboard.writeBuffer(format, bytes)
  else {
    const type = `electron application/osclipboard;format="${format}"`
    await clipboard.write([new electron.ClipboardItem({ [type]: new Blob([new Uint8Array(bytes)]) })])
  }
}

function isEarlier(clipboard: object): clipboard is EarlierClipboard {
  return 'writeBuffer' in clipboard
}
