import { z } from 'zod'
import { assertNever } from './assert-never'
import { type Target, targetSchema } from './geometry/types'

/** Most targets that one photo, or the batch, can have: each is a file of its own. */
export const mostTargets = 12

/** The targets besides the first one. */
export const moreTargetsSchema = z
  .array(targetSchema)
  .max(mostTargets - 1)
  .readonly()

/** Where targets are kept: the first one, and those besides it. */
export interface KeptTargets {
  readonly target: Target
  readonly moreTargets: readonly Target[]
}

/** What a photo has of its own. `target: null`: the batch's count, and `moreTargets` does not. */
export interface OwnTargets {
  readonly target: Target | null
  readonly moreTargets?: readonly Target[]
}

/** Text that is the same for equal targets and for no others. */
export function targetKey(target: Target): string {
  switch (target.kind) {
    case 'ratio':
      return `ratio ${target.ratio.width} ${target.ratio.height} ${placingKey(target)}`
    case 'size':
      return `size ${target.size.width} ${target.size.height} ${placingKey(target)}`
    case 'margins': {
      const { top, right, bottom, left } = target.margins
      return `margins ${[top, right, bottom, left].map(({ value, unit }) => `${value}${unit}`).join(' ')}`
    }
    default:
      return assertNever(target)
  }
}

function placingKey({ turns, anchor, grow, tolerance }: Exclude<Target, { kind: 'margins' }>): string {
  return `${turns} ${anchor.x} ${anchor.y} ${grow} ${tolerance}`
}

/** Whether two targets say the same in everything. */
export function sameTarget(a: Target, b: Target): boolean {
  return a === b || targetKey(a) === targetKey(b)
}

/** Whether two lists hold equal targets in the same order. */
export function sameTargets(a: readonly Target[], b: readonly Target[]): boolean {
  return a === b || (a.length === b.length && a.every((target, at) => sameTarget(target, b[at] as Target)))
}

/** Each target once, in the order they are met first; never more than `mostTargets`. */
export function distinctTargets(targets: readonly Target[]): readonly Target[] {
  if (targets.length < 2) return targets
  const byKey = new Map<string, Target>()
  for (const target of targets) {
    const key = targetKey(target)
    if (!byKey.has(key)) byKey.set(key, target)
  }
  return [...byKey.values()].slice(0, mostTargets)
}

/** All targets that a photo is made for, at least one: its own where it has any, else the batch's. Equal ones count once. */
export function targetsOf(photo: OwnTargets, batch: KeptTargets): readonly [Target, ...Target[]] {
  const { target, moreTargets = [] } = photo.target === null ? batch : { ...photo, target: photo.target }
  if (moreTargets.length === 0) return [target]
  return distinctTargets([target, ...moreTargets]) as readonly [Target, ...Target[]]
}

/** A list as it is kept. @throws {RangeError} when it is empty: there is no photo without a target. */
export function keptTargets(targets: readonly Target[]): KeptTargets {
  const [target, ...moreTargets] = distinctTargets(targets)
  if (target === undefined) throw new RangeError('Expected at least one target')
  return { target, moreTargets }
}

/** The target at a place; past the end, the last one. */
export function targetAt(targets: readonly [Target, ...Target[]], at: number): Target {
  return targets[Math.min(at, targets.length - 1)] ?? targets[0]
}

/**
 * The list with another target at a place (past the end: at the last one). One that the list has elsewhere already is
 * not put in twice: the list stays as it is.
 */
export function withTargetAt(targets: readonly Target[], at: number, target: Target): readonly Target[] {
  const place = Math.min(at, targets.length - 1)
  if (targets.some((other, index) => index !== place && sameTarget(other, target))) return targets
  return targets.map((other, index) => (index === place ? target : other))
}

/** The list with one more at the end; unchanged when it has that one, or as many as can be. */
export function withTarget(targets: readonly Target[], target: Target): readonly Target[] {
  const has = targets.some((other) => sameTarget(other, target))
  return has || targets.length >= mostTargets ? targets : [...targets, target]
}

/** The list without a target; the last one that is left stays. Unchanged when it does not have that one. */
export function withoutTarget(targets: readonly Target[], target: Target): readonly Target[] {
  const left = targets.filter((other) => !sameTarget(other, target))
  return left.length === 0 || left.length === targets.length ? targets : left
}
