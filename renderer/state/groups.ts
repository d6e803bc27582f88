/** A node of the tree by keys: one level for each of them. */
interface Branch<T> {
  readonly next: Map<unknown, Branch<T>>
  group: [T, ...T[]] | null
}

/**
 * Items of which all keys are the same value or object, together: in the order in which they were met. Ten thousand photos
 * have few headers and targets that differ; what is worked out once for each group of them is quick.
 */
export function groupsOf<T>(
  items: Iterable<T>,
  ...keysOf: readonly ((item: T) => unknown)[]
): readonly (readonly [T, ...T[]])[] {
  const root: Branch<T> = { next: new Map(), group: null }
  const groups: [T, ...T[]][] = []
  for (const item of items) {
    let branch = root
    for (const keyOf of keysOf) {
      const key = keyOf(item)
      let next = branch.next.get(key)
      if (next === undefined) {
        next = { next: new Map(), group: null }
        branch.next.set(key, next)
      }
      branch = next
    }
    if (branch.group === null) {
      branch.group = [item]
      groups.push(branch.group)
    } else branch.group.push(item)
  }
  return groups
}

/** The last answer, kept while the question is the same: for what several places on the screen ask. */
export function keepLast<Args extends readonly unknown[], T>(answer: (...args: Args) => T): (...args: Args) => T {
  let last: { readonly args: Args; readonly value: T } | null = null
  return (...args) => {
    const known = last
    if (known !== null && args.length === known.args.length && args.every((arg, at) => Object.is(arg, known.args[at])))
      return known.value
    const value = answer(...args)
    last = { args, value }
    return value
  }
}
