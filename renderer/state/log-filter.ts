import type { LogEntry } from '../../core/log'

/** What is shown of the log: all of it, warnings and errors, or errors alone. */
export const logFilters = ['all', 'warn', 'error'] as const
export type LogFilter = (typeof logFilters)[number]

/** The entries of a level or worse that have all of some words, whatever their case. */
export function filterLog(entries: readonly LogEntry[], level: LogFilter, text: string): readonly LogEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter((entry) => {
    if (level !== 'all' && entry.level !== 'error' && entry.level !== level) return false
    const written = `${entry.time} ${entry.text}`.toLowerCase()
    return words.every((word) => written.includes(word))
  })
}
