/** How long tasks took lately, ms, oldest first: what the times of the questions are learnt from. */
export type Durations = readonly number[]

/** Tasks that are remembered, and the fewest from which anything is concluded. */
const remembered = 200
const fewest = 20

/** Questions that a task of usual length meets. */
const questions = 6

/**
 * Each of the first five falls where one more of this many parts of all tasks has ended. A little less than six: the last
 * question has less to catch, as it comes with a margin after the longest task seen: this part of the range, and more the
 * fewer tasks were seen.
 */
const parts = 5.8
const margin = { share: 0.03, perTask: 4 }

/** Nothing known: the first question, ms, and each next one at this multiple of the age: 1 s to 3 s takes six. */
const firstAge = 1000
const growth = 1.25

/** Between two questions, ms: never less, and never more than half a minute. */
const shortestGap = 250
const longestGap = 30_000

/** One outlier must not keep the others waiting: beyond this a gap is at most half the age, ms. */
const alwaysAllowedGap = 2000

/** Adds what a task took. The service's own times are the best source; else the age when it was seen to have ended. */
export function rememberDuration(durations: Durations, ms: number): Durations {
  return Number.isFinite(ms) && ms >= 0 ? [...durations, ms].slice(-remembered) : durations
}

/**
 * The age at which a task is asked after next, ms. Quick at first, then slower; once enough tasks have ended, at the ages
 * by which a sixth, two sixths, ... of them had, so that questions fall where answers are to be expected.
 * @param asked questions so far
 * @param age of the task at the last of them, ms
 */
export function nextQuestionAge(asked: number, age: number, durations: Durations): number {
  const plain = asked === 0 ? firstAge : age + clamp(age * (growth - 1), shortestGap, longestGap)
  if (durations.length < fewest || asked >= questions) return plain
  const learnt = learntAge(asked, durations)
  if (asked === 0) return learnt
  return clamp(learnt, age + shortestGap, age + clamp(age / 2, alwaysAllowedGap, longestGap))
}

/** When to ask question number `asked + 1`, by how long tasks took. */
function learntAge(asked: number, durations: Durations): number {
  const sorted = [...durations].sort((a, b) => a - b)
  const longest = sorted.at(-1) ?? 0
  if (asked < questions - 1) return quantile(sorted, (asked + 1) / parts)
  const range = longest - (sorted[0] ?? 0)
  return longest + range * (margin.share + margin.perTask / sorted.length)
}

/** The value below which this share of sorted numbers lies, between two of them if need be. */
function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1)
  const below = sorted[Math.floor(position)] ?? 0
  const above = sorted[Math.ceil(position)] ?? below
  return below + (above - below) * (position - Math.floor(position))
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
