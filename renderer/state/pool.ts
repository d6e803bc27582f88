/** The first value for each key, in place of all that say the same; at `most` keys all is forgotten, for most are not in use any more. */
export function createPool<T>(most: number): (key: string, value: T) => T {
  const values = new Map<string, T>()
  return (key, value) => {
    const known = values.get(key)
    if (known !== undefined) return known
    if (values.size >= most) values.clear()
    values.set(key, value)
    return value
  }
}
