import { ownBytes, sharpDepths } from '../decode'
import { withFileBytes } from '../file-bytes'
import { type Item, locationsBox } from '../metadata/avif'
import { associationsBox, associationsOf, essential, fullBox, infoBox, uints } from '../metadata/avif-grid'
import { box, headBytes } from '../metadata/boxes'
import { type Layout, samplesOf, vipsSpace } from '../raster'
import { samplesFile } from '../samples-file'
import { openPicture } from '../sharp'
import { itemBytes, type PictureGrid } from './grid'

/**
 * An AVIF's main picture, made of tiles, as a file that sharp opens without decoding anything. As a whole libheif takes 18
 * to 25 bytes for each px of it; here it does so for one tile after the other.
 * @param layout as the file's header has it, without alpha.
 * @param profile the ICC profile by which its colours are meant.
 * @throws sharp's errors: a tile is damaged
 */
export async function decodeAvifTiles(
  input: Buffer | string,
  grid: PictureGrid,
  layout: Layout,
  profile: Buffer | null,
): Promise<Buffer> {
  const { width, height, channels } = layout
  const { file, samples } = samplesFile(layout, profile)
  await withFileBytes(input, async (bytes) => {
    for (const [i, item] of grid.tiles.entries()) {
      const tile = await decodeTile(tileFile(grid, i, itemBytes(bytes, item)), layout)
      const left = (i % grid.columns) * grid.tileWidth
      const top = Math.floor(i / grid.columns) * grid.tileHeight
      const line = Math.min(tile.width, width - left) * channels
      for (let row = 0; row < Math.min(tile.height, height - top); row++) {
        const from = row * tile.width * channels
        samples.set(tile.samples.subarray(from, from + line), ((top + row) * width + left) * channels)
      }
    }
  })
  return file
}

async function decodeTile(file: Buffer, { bits, channels, ...layout }: Layout) {
  const picture = openPicture(file, { ignoreIcc: true }).toColourspace(vipsSpace({ bits, channels, ...layout }))
  const { data, info } = await picture.raw({ depth: sharpDepths[bits] }).toBuffer({ resolveWithObject: true })
  if (info.channels !== channels) throw new TypeError(`Expected ${channels} channels, got ${info.channels}`)
  return { ...info, samples: samplesOf(ownBytes(data, bits / 8), bits) }
}

/** One tile as a file of its own, with what the whole says of its colours. */
function tileFile(grid: PictureGrid, index: number, data: Buffer): Buffer {
  const { type, handler, properties, ownProperties, tileProperties } = grid
  const isColour = (association: number) =>
    properties[(association & ~essential) - 1]?.toString('latin1', 4, 8) === 'colr'
  const colours = ownProperties.filter(isColour)
  const own = tileProperties[index] ?? []
  const associations = [...own.filter((one) => colours.length === 0 || !isColour(one)), ...colours]
  const item = (offset: number): Item => ({ id: 1, method: 0, extents: [{ offset, length: data.length }] })
  const metaAt = (offset: number) =>
    fullBox(
      'meta',
      0,
      handler,
      fullBox('pitm', 0, uints(2, 1)),
      locationsBox([item(offset)]),
      fullBox('iinf', 0, uints(2, 1), infoBox(1, 'av01', null, false)),
      box('iprp', box('ipco', ...properties), associationsBox([associationsOf(1, associations)])),
    )
  // Twice: how long it gets does not depend on where the data is.
  const start = type.length + metaAt(0).length + headBytes
  return Buffer.concat([type, metaAt(start), box('mdat', data)])
}
