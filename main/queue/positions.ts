import type { Place } from '../../core/queue'

/**
 * New places that put some jobs, in the order given, before another one; `null` or one that is not there: at the end.
 * Only the jobs moved get one, unless there is no room left between two numbers: then all do.
 *
 * @param order All jobs in their order.
 */
export function moved(order: readonly Place[], ids: readonly string[], before: string | null): readonly Place[] {
  const moving = new Set(ids)
  const known = new Set(order.map((job) => job.id))
  const block = [...moving].filter((id) => known.has(id))
  const others = order.filter((job) => !moving.has(job.id))
  const found = before === null ? -1 : others.findIndex((job) => job.id === before)
  const index = found < 0 ? others.length : found
  const low = others[index - 1]?.position ?? (others[index]?.position ?? 0) - block.length - 1
  const high = others[index]?.position ?? low + block.length + 1
  const step = (high - low) / (block.length + 1)
  const placed = block.map((id, at) => ({ id, position: low + step * (at + 1) }))
  if (isAscending([low, ...placed.map((job) => job.position), high])) return placed
  const all = [...others.slice(0, index).map((job) => job.id), ...block, ...others.slice(index).map((job) => job.id)]
  return all.map((id, at) => ({ id, position: at + 1 }))
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? Number.NEGATIVE_INFINITY))
}
