/** Lengths of a grid of pictures, CSS px. */
export const gridPadding = 16
export const columnGap = 16
export const rowGap = 4
/** Around the figure inside its tile. */
export const tilePadding = 10
/** Height of a tile as a fraction of its width. */
const tileAspect = 0.8
/** Name, and two lines for the numbers or a reason. */
const captionHeight = 62

export interface GridLayout {
  readonly columns: number
  readonly cellWidth: number
  readonly tileHeight: number
  readonly rowHeight: number
}

/** Columns that fill `width` with cells as near to `edge` as whole columns allow, never wider than half as much again. */
export function layoutGrid(width: number, edge: number): GridLayout {
  const room = Math.max(0, width - 2 * gridPadding)
  const columns = Math.max(1, Math.floor((room + columnGap) / (edge + columnGap)))
  const share = Math.floor((room - (columns - 1) * columnGap) / columns)
  const cellWidth = Math.max(1, Math.min(share, Math.round(edge * 1.5)))
  const tileHeight = Math.round(cellWidth * tileAspect)
  return { columns, cellWidth, tileHeight, rowHeight: tileHeight + captionHeight + rowGap }
}

/** The scroll offset at which the photos that were at the top of the old layout are at the top of the new one. CSS px. */
export function steadyOffset(offset: number, before: GridLayout, after: GridLayout): number {
  const rowsPassed = (offset - gridPadding) / before.rowHeight
  const first = Math.floor(rowsPassed) * before.columns
  // Rows that hold other photos than before cannot be passed by the same part.
  const part = before.columns === after.columns ? rowsPassed % 1 : 0
  return gridPadding + (Math.floor(first / after.columns) + part) * after.rowHeight
}

/** What of a layout decides where a photo is; a list has one column. */
export type RowLayout = Pick<GridLayout, 'columns' | 'rowHeight'>

/**
 * The scroll offset at which the photo that was first on the screen still is, after others came before it, or went.
 * `padding` is above the first row. CSS px.
 */
export function anchoredOffset(
  offset: number,
  before: readonly string[],
  after: readonly string[],
  { columns, rowHeight }: RowLayout,
  padding: number,
): number {
  if (offset <= padding) return offset
  const row = Math.floor((offset - padding) / rowHeight)
  const first = before[row * columns]
  const index = first === undefined ? -1 : after.indexOf(first)
  return index < 0 ? offset : offset + (Math.floor(index / columns) - row) * rowHeight
}

const moveKeys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'] as const
export type MoveKey = (typeof moveKeys)[number]

/** Whether a key moves from cell to cell. */
export function isMoveKey(key: string): key is MoveKey {
  return moveKeys.some((known) => known === key)
}

/** What of a grid decides where keys lead. */
export interface GridShape {
  readonly count: number
  readonly columns: number
  readonly pageRows: number
}

/** Where a key leads from the cell at `index`: the same one at an edge, the last one from a short last row. */
export function moveInGrid(index: number, key: MoveKey, grid: GridShape): number {
  const last = grid.count - 1
  const vertical = (rows: number) => {
    const target = index + rows * grid.columns
    if (target < 0) return rows === -1 ? index : index % grid.columns
    if (target <= last) return target
    const lastRow = Math.floor(last / grid.columns)
    return Math.floor(index / grid.columns) === lastRow ? index : last
  }
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1)
    case 'ArrowRight':
      return Math.min(last, index + 1)
    case 'ArrowUp':
      return vertical(-1)
    case 'ArrowDown':
      return vertical(1)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'PageUp':
      return vertical(-Math.max(1, grid.pageRows))
    case 'PageDown':
      return vertical(Math.max(1, grid.pageRows))
  }
}
