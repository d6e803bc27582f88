import { z } from 'zod'

export const logLevels = ['error', 'warn', 'info'] as const
export const logLevelSchema = z.enum(logLevels)
export type LogLevel = (typeof logLevels)[number]

/** Longest entry that is handed on, characters: a stack is some thousand. */
export const longestLogText = 4000
/** Most entries that are handed on at a time. */
export const mostLogEntries = 1000

/** One entry of the program's log. */
export const logEntrySchema = z.object({
  /** As the log has it, local: `2026-03-13 18:04:09.123`. */
  time: z.string(),
  level: logLevelSchema,
  text: z.string(),
})
export type LogEntry = z.infer<typeof logEntrySchema>

/** The end of the log, the oldest entry first. */
export const logTailSchema = z.object({
  /** Absolute path. */
  file: z.string(),
  entries: z.array(logEntrySchema),
})
export type LogTail = z.infer<typeof logTailSchema>
