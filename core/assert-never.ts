/** Closes a discriminated union: a case forgotten is a type error, a value that slipped through at runtime throws. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`)
}
