import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Surroundings } from '../../../core/imaging'
import { compose } from '../../../main/imaging/compose'
import { openPicture } from '../../../main/imaging/sharp'
import { composeRequest, writePhoto } from '../../fixtures/images/pictures'
import { type Crop, planOf } from './crops'
import { type Picture, pngOf, readPicture } from './picture'

/** Makes an output of a crop, as the program does: from a file to a file. */
export async function composedCrop(
  folder: string,
  whole: Picture,
  { area }: Crop,
  surroundings: Surroundings,
): Promise<Picture> {
  const { data, width, height } = whole
  const crop = openPicture(data, { raw: { width, height, channels: 3 } }).extract(area)
  const photo = await writePhoto(folder, 'crop.png', await crop.png({ compressionLevel: 1 }).toBuffer())
  const request = composeRequest(photo, planOf(whole, area), { surroundings })
  const signal = new AbortController().signal
  await compose(request, { signal, onProgress: () => undefined, memoryLimit: 2e9 })
  return readPicture(await readFile(request.destination))
}

/** Surroundings from a render, which is written into `folder`. */
export async function fromRender(folder: string, render: Picture): Promise<Surroundings> {
  const path = join(folder, 'render.png')
  await writeFile(path, await pngOf(render))
  return { kind: 'renders', variation: 1, renders: [path] }
}

/** A picture of the whole with the crop on top. */
export function pasted(whole: Picture, { area }: Crop, around: Picture): Picture {
  const data = around.data.slice()
  for (let y = area.top; y < area.top + area.height; y++) {
    const from = (y * whole.width + area.left) * 3
    data.set(whole.data.subarray(from, from + area.width * 3), from)
  }
  return { ...whole, data }
}
