import { pathToFileURL } from 'node:url'
import { nativeImage } from 'electron'
import { AppError } from '../../core/errors'
import { writeFormat, writePicture, writeText } from './clipboard'
import type { Thumbnails } from './protocols/thumbnails'

/** Longest side of a picture on the clipboard, px: other programs get it uncompressed. */
const pictureEdge = 4096

/**
 * Puts results on the clipboard. Files go in the form of the system's file manager; where another program cannot take
 * that it gets their paths.
 * @throws {AppError} why the picture cannot be had
 */
export async function copyResults(
  files: readonly string[],
  what: 'picture' | 'files' | 'paths',
  thumbnails: Pick<Thumbnails, 'get'>,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  const text = files.join('\n')
  const [first] = files
  if (what === 'paths' || first === undefined) {
    await writeText(text)
    return
  }
  if (what === 'picture') {
    const { data } = await thumbnails.get(first, pictureEdge, new AbortController().signal)
    const image = nativeImage.createFromBuffer(Buffer.from(data))
    if (image.isEmpty()) {
      throw new AppError(
        'image-unsupported',
        `${first} has transparency, which the clipboard cannot take; copy the file.`,
      )
    }
    await writePicture(image, first)
    return
  }
  const { format, bytes } = fileList(files, platform)
  await writeFormat(format, bytes)
}

/** A list of files as the file managers of each system put it on the clipboard. */
export function fileList(
  files: readonly string[],
  platform: NodeJS.Platform,
): { readonly format: string; readonly bytes: Buffer } {
  if (platform === 'darwin') {
    const items = files.map((file) => `<string>${escapeXml(file)}</string>`).join('')
    const list = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd"><plist version="1.0"><array>${items}</array></plist>`
    return { format: 'NSFilenamesPboardType', bytes: Buffer.from(list) }
  }
  if (platform === 'win32') return { format: 'CF_HDROP', bytes: dropFiles(files) }
  const urls = files.map((file) => pathToFileURL(file).href)
  return { format: 'x-special/gnome-copied-files', bytes: Buffer.from(['copy', ...urls].join('\n')) }
}

/** Windows' DROPFILES: where the list begins, a point and a flag that do not matter, wide characters; then the paths. */
function dropFiles(files: readonly string[]): Buffer {
  const header = Buffer.alloc(20)
  header.writeUInt32LE(header.length, 0)
  header.writeUInt32LE(1, 16)
  return Buffer.concat([header, Buffer.from(`${files.join('\0')}\0\0`, 'utf16le')])
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
