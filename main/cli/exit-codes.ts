/** What the process ends with. Scripts depend on them. */
export const exitCodes = {
  done: 0,
  /** Something failed or is blocked. */
  incomplete: 1,
  /** Wrong usage: nothing was done. */
  usage: 2,
  interrupted: 130,
} as const
