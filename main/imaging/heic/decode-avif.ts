import { ownBytes, sharpDepths } from '../decode'
import { type FileBytes, withFileBytes } from '../file-bytes'
import { locationsBox } from '../metadata/avif'
import { associationsBox, associationsOf, essential, fullBox, infoBox, located, uints } from '../metadata/avif-grid'
import { box, headBytes } from '../metadata/boxes'
import { type Layout, samplesOf, vipsSpace } from '../raster'
import { samplesFile } from '../samples-file'
import { openPicture } from '../sharp'
import { itemBytes, type Layer, type PictureGrid } from './grid'
import { type Part, placePart } from './placing'

/**
 * An AVIF's main picture, made of tiles, as a file that sharp opens without decoding anything. As a whole libheif takes 18
 * to 25 bytes for each px of it; here it does so for one tile after the other.
 * @param layout as the file's header has it.
 * @param profile the ICC profile by which its colours are meant.
 * @throws sharp's errors: a tile is damaged
 */
export async function decodeAvifTiles(
  input: Buffer | string,
  grid: PictureGrid,
  layout: Layout,
  profile: Buffer | null,
): Promise<Buffer> {
  const { columns, tileWidth, tileHeight } = grid
  const { file, samples } = samplesFile(layout, profile)
  await withFileBytes(input, async (bytes) => {
    for (let i = 0; i < grid.colour.tiles.length; i++) {
      const place = { left: (i % columns) * tileWidth, top: Math.floor(i / columns) * tileHeight }
      const tile = await decodeTile(tileFile(grid, i, bytes), layout)
      placePart({ ...place, ...tile }, grid.placing, samples, layout.channels)
    }
  })
  return file
}

async function decodeTile(file: Buffer, { bits, channels, ...layout }: Layout): Promise<Omit<Part, 'left' | 'top'>> {
  const picture = openPicture(file, { ignoreIcc: true }).toColourspace(vipsSpace({ bits, channels, ...layout }))
  const { data, info } = await picture.raw({ depth: sharpDepths[bits] }).toBuffer({ resolveWithObject: true })
  if (info.channels !== channels) throw new TypeError(`Expected ${channels} channels, got ${info.channels}`)
  const { width, height } = info
  return { width, height, bits, stride: width * channels, samples: samplesOf(ownBytes(data, bits / 8), bits) }
}

/** One tile as a file of its own, with what the whole says of its colours and its alpha. */
function tileFile(grid: PictureGrid, index: number, bytes: FileBytes): Buffer {
  const { type, handler, properties, colour, alpha, isPremultiplied } = grid
  const typeOf = (association: number) => properties[(association & ~essential) - 1]?.toString('latin1', 4, 8)
  /** @param ofWhole a type of properties that are the whole's, where it has some */
  const pictureOf = ({ tiles, tileProperties, ownProperties }: Layer, ofWhole: string) => {
    const whole = ownProperties.filter((one) => typeOf(one) === ofWhole)
    const own = (tileProperties[index] ?? []).filter((one) => whole.length === 0 || typeOf(one) !== ofWhole)
    const item = tiles[index]
    return { data: item ? itemBytes(bytes, item) : Buffer.alloc(0), associations: [...own, ...whole] }
  }
  const pictures = [pictureOf(colour, 'colr'), ...(alpha ? [pictureOf(alpha, 'auxC')] : [])].map((one, i) => ({
    id: 1 + i,
    ...one,
  }))
  const references = [box('auxl', uints(2, 2, 1, 1)), ...(isPremultiplied ? [box('prem', uints(2, 1, 1, 2))] : [])]
  const metaAt = (start: number) =>
    fullBox(
      'meta',
      0,
      handler,
      fullBox('pitm', 0, uints(2, 1)),
      locationsBox(located(pictures, start)),
      fullBox('iinf', 0, uints(2, pictures.length), ...pictures.map(({ id }) => infoBox(id, 'av01', null, id > 1))),
      ...(alpha ? [fullBox('iref', 0, ...references)] : []),
      box(
        'iprp',
        box('ipco', ...properties),
        associationsBox(pictures.map(({ id, associations }) => associationsOf(id, associations))),
      ),
    )
  // Twice: how long it gets does not depend on where the data is.
  const start = type.length + metaAt(0).length + headBytes
  return Buffer.concat([type, metaAt(start), box('mdat', ...pictures.map(({ data }) => data))])
}
