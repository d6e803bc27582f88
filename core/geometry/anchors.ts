import type { Anchor } from './types'

/** The nine named anchors, as the command line spells them. */
export const anchorNames = [
  'center',
  'top',
  'top-right',
  'right',
  'bottom-right',
  'bottom',
  'bottom-left',
  'left',
  'top-left',
] as const
export type AnchorName = (typeof anchorNames)[number]

/** Where each named anchor puts the photo: `top` keeps it at the top of the canvas, so that it grows downward. */
export const namedAnchors: Readonly<Record<AnchorName, Anchor>> = {
  center: { x: 0.5, y: 0.5 },
  top: { x: 0.5, y: 0 },
  'top-right': { x: 1, y: 0 },
  right: { x: 1, y: 0.5 },
  'bottom-right': { x: 1, y: 1 },
  bottom: { x: 0.5, y: 1 },
  'bottom-left': { x: 0, y: 1 },
  left: { x: 0, y: 0.5 },
  'top-left': { x: 0, y: 0 },
}

/** The name of an anchor, or `null` for a free one. */
export function anchorNameOf(anchor: Anchor): AnchorName | null {
  return anchorNames.find((name) => namedAnchors[name].x === anchor.x && namedAnchors[name].y === anchor.y) ?? null
}
