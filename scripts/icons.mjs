/** Draws assets/icons/icon.svg as the PNGs that packages and windows take. Run it when the drawing changes: node scripts/icons.mjs */
import sharp from 'sharp'
import { inProject } from './lib/project.mjs'

/** Sides in px. A window's own is handed to the system whole at every start: a larger one takes longer than the window. */
const sides = { icon: 512, window: 256 }

for (const [name, side] of Object.entries(sides)) {
  await sharp(inProject('assets', 'icons', 'icon.svg'))
    .resize(side, side)
    .png({ compressionLevel: 9, palette: true, quality: 100 })
    .toFile(inProject('assets', 'icons', `${name}.png`))
}
