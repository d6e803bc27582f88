import { rm } from 'node:fs/promises'
import path from 'node:path'

/**
 * electron-builder's hook: Electron's start page would be shipped along when the runtime is copied from a folder.
 * @param {import('electron-builder').AfterPackContext} context
 */
// biome-ignore lint/style/noDefaultExport: electron-builder calls the default export.
export default async function afterPack({ appOutDir, packager, electronPlatformName }) {
  const resources =
    electronPlatformName === 'darwin'
      ? path.join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : path.join(appOutDir, 'resources')
  await rm(path.join(resources, 'default_app.asar'), { force: true })
}
