/** The variables from which the command line takes keys; the window has its vault. */
export const keyVariables = {
  key: 'OUTFRAME_API_KEY',
  accessKey: 'OUTFRAME_ACCESS_KEY',
  secretKey: 'OUTFRAME_SECRET_KEY',
} as const

/** Takes the keys out of an environment, so that no process that is started from now on inherits them. */
export function forgetKeys(env: Record<string, string | undefined>): void {
  for (const name of Object.values(keyVariables)) delete env[name]
}
