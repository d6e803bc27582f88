/** Draws assets/icons/icon.svg as the PNG that windows and packages take. Run it when the drawing changes: node scripts/icons.mjs */
import sharp from 'sharp'
import { inProject } from './lib/project.mjs'

await sharp(inProject('assets', 'icons', 'icon.svg'))
  .resize(512, 512)
  .png({ compressionLevel: 9, palette: true, quality: 100 })
  .toFile(inProject('assets', 'icons', 'icon.png'))
