/** The system's code of a failed file operation (`EACCES`), if it has one. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Whether a file operation failed because its path leads nowhere (any more). */
export function isMissing(error: unknown): boolean {
  const code = systemCode(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
}

/** Whether an exclusive create failed because the name is taken. */
export function isTaken(error: unknown): boolean {
  return systemCode(error) === 'EEXIST'
}
