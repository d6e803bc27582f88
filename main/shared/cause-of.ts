/** The name of a network or file error: `ECONNREFUSED`, say. Messages of errors are not shown: they are not ours to vouch for. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  // Several addresses were tried: any of their errors tells.
  if (error instanceof AggregateError && error.errors.length > 0) return causeOf(error.errors[0])
  return error.cause === undefined ? error.name : causeOf(error.cause)
}
