import type { Sharp } from 'sharp'
import type { Rect, Size } from '../../core/geometry/types'

/** How a picture as it is stored becomes upright, by its EXIF orientation: mirrored across, then quarter turns to the right. */
const ways: readonly { readonly turns: number; readonly flops: boolean }[] = [
  { turns: 0, flops: false },
  { turns: 0, flops: true },
  { turns: 2, flops: false },
  { turns: 2, flops: true },
  { turns: 3, flops: true },
  { turns: 1, flops: false },
  { turns: 1, flops: true },
  { turns: 3, flops: false },
]

/**
 * A part of a picture, upright; it is cut out before it is turned, since sharp keeps all of what it turns in memory.
 * @param stored the picture as it is stored.
 * @param upright the size that it has upright, px.
 * @param part px of that.
 * @param orientation EXIF's, 1..8.
 */
export function turnedPart(stored: Sharp, upright: Size, part: Rect, orientation: number): Sharp {
  const { turns, flops } = ways[orientation - 1] ?? { turns: 0, flops: false }
  const cut = turnedBack(upright, part, turns)
  const width = turns % 2 === 0 ? upright.width : upright.height
  const left = flops ? width - cut.left - cut.width : cut.left
  return stored
    .extract({ ...cut, left })
    .flop(flops)
    .rotate(turns * 90)
}

/** Where a part of an upright picture is before it is turned. */
function turnedBack({ width, height }: Size, part: Rect, turns: number): Rect {
  const [right, bottom] = [width - part.left - part.width, height - part.top - part.height]
  const lying = { width: part.height, height: part.width }
  switch (turns) {
    case 0:
      return part
    case 1:
      return { ...lying, left: part.top, top: right }
    case 2:
      return { ...part, left: right, top: bottom }
    default:
      return { ...lying, left: bottom, top: part.left }
  }
}
