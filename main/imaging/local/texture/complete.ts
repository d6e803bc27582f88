import type { LocalPainting } from '../../../../core/local-painting'
import { tapsAt } from '../../level'
import type { Pace } from '../../pace'
import { chanceFrom } from './chance'
import { PatchField } from './field'
import { meld } from './meld'
import { patchSize } from './patch'
import { type Reach, reachAcross, reachDown, reachOf } from './reach'
import { halfSheet, type Sheet } from './sheet'
import { vote } from './vote'

/** The coarsest sheet is the last whose photo has so many cells along its shorter side: about three patches. */
const coarsestSide = 3 * patchSize

/** How often a sheet is painted anew, from the coarsest to the finest; the last number holds for all finer ones. */
const rounds: Readonly<Record<LocalPainting['effort'], readonly number[]>> = {
  fast: [10, 6, 4, 3],
  quality: [16, 12, 8, 6],
}

/** How often patches are bettered in each round, forward and backward in turn. */
const passes = 2

/**
 * Paints a sheet around its photo so that every patch of it looks like one of the photo's: from coarse to fine, finding
 * the most similar patches and painting with them in turn (Wexler et al. 2007).
 * @param share how much of the whole task this is, `[from, to]` of 0..1.
 * @returns where the patches of the finest sheet come from
 * @throws {AppError} `cancelled`
 */
export async function completeSheet(
  finest: Sheet,
  effort: LocalPainting['effort'],
  seed: number,
  pace: Pace,
  [from, to]: readonly [number, number],
): Promise<PatchField> {
  const sheets = [finest]
  for (let sheet = finest; shorterSide(sheet) >= 2 * coarsestSide; ) {
    sheet = halfSheet(sheet)
    sheets.unshift(sheet)
  }
  const chance = chanceFrom(seed)
  const reach = reachOf(sheets[0] ?? finest, finest)
  const roundsOf = (index: number) => rounds[effort][Math.min(index, rounds[effort].length - 1)] ?? 1
  const work = sheets.map((sheet, i) => sheet.width * sheet.height * roundsOf(i))
  const all = work.reduce((sum, part) => sum + part, 0)
  let field: PatchField | null = null
  let done = 0
  for (const [i, sheet] of sheets.entries()) {
    const next: PatchField = new PatchField(sheet, reach, chance)
    if (field) spread(field.sheet, sheet)
    else mirrorInto(sheet, reach)
    next.begin(field)
    const end = done + (work[i] ?? 0) / all
    await refine(next, roundsOf(i), pace, [from + (to - from) * done, from + (to - from) * end])
    field = next
    done = end
  }
  return field ?? new PatchField(finest, reach, chance)
}

async function refine(
  field: PatchField,
  times: number,
  pace: Pace,
  [from, to]: readonly [number, number],
): Promise<void> {
  const [first, end] = field.rows
  const count = end - first
  for (let round = 0; round < times; round++) {
    const at = (part: number) => from + ((to - from) * (round + part)) / times
    field.renew()
    await pace.quietly(count, (row) => field.weighRow(first + row))
    for (let pass = 0; pass < passes; pass++) {
      const forward = pass % 2 === 0
      await pace.rows(count, at(pass / passes), at((pass + 1) / passes), (row) =>
        forward ? field.betterRow(first + row, 1) : field.betterRow(end - 1 - row, -1),
      )
    }
    await vote(field, pace)
  }
  await meld(field, pace)
}

function shorterSide({ left, right, top, bottom }: Sheet): number {
  return Math.min(right - left, bottom - top)
}

/** Fills what is around the photo with its mirror image, which reaches less and less deep, never beyond `reach`. */
function mirrorInto(sheet: Sheet, reach: Reach): void {
  const { width, height, channels, data, left, right, top, bottom } = sheet
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const row = reflected(y, top, bottom, reachDown(sheet, reach, x, y))
      const column = reflected(x, left, right, reachAcross(sheet, reach, x, y))
      const from = (row * width + column) * channels
      const out = (y * width + x) * channels
      if (from !== out) data.copyWithin(out, from, from + channels)
    }
  }
}

function reflected(position: number, from: number, end: number, reach: number): number {
  const outside = position < from ? from - position : position >= end ? position - end + 1 : 0
  if (outside === 0) return position
  const deep = (end - from) * reach
  const inward = Math.min(end - from - 1, Math.floor(deep * (1 - Math.exp((0.5 - outside) / deep))))
  return position < from ? from + inward : end - 1 - inward
}

/** Fills what is around the photo with what a coarser sheet has there. */
function spread(coarser: Sheet, sheet: Sheet): void {
  const halves = (length: number) => Float32Array.from({ length }, (_, i) => (i + 0.5) / 2)
  const across = tapsAt(halves(sheet.width), 0, coarser.width - 1)
  const down = tapsAt(halves(sheet.height), 0, coarser.height - 1)
  const { width, channels, data } = sheet
  for (let y = 0; y < sheet.height; y++) {
    const upper = (down.low[y] as number) * coarser.width
    const lower = (down.high[y] as number) * coarser.width
    const inside = y >= sheet.top && y < sheet.bottom
    for (let x = 0; x < width; x++) {
      if (inside && x >= sheet.left && x < sheet.right) continue
      const left = across.low[x] as number
      const right = across.high[x] as number
      for (let k = 0; k < channels; k++) {
        const value = (row: number) => {
          const a = coarser.data[(row + left) * channels + k] as number
          return a + ((coarser.data[(row + right) * channels + k] as number) - a) * (across.share[x] as number)
        }
        const a = value(upper)
        data[(y * width + x) * channels + k] = a + (value(lower) - a) * (down.share[y] as number)
      }
    }
  }
}
