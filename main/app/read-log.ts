import { open } from 'node:fs/promises'
import { type LogEntry, type LogLevel, logLevels, longestLogText } from '../../core/log'
import { isMissing } from '../shared/system-code'
import { redact } from './redact'

/** So much of the file's end is read, bytes: a thousand entries with some stacks. */
const tailBytes = 512 * 1024

/** How the log begins an entry: `[2026-03-13 18:04:09.123] [warn]  text`. */
const opening = /^\[(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3})\] \[(\w+)\]\s*(.*)$/

/** The last entries of the log, the oldest first, without keys: those that a version before wrote, neither. */
export async function readLog(file: string, most: number): Promise<readonly LogEntry[]> {
  const entries: { time: string; level: LogLevel; lines: string[] }[] = []
  for (const line of (await readEnd(file)).split(/\r?\n/)) {
    const [, time, level, text = ''] = opening.exec(line) ?? []
    if (time !== undefined) entries.push({ time, level: asLevel(level), lines: [text] })
    else entries.at(-1)?.lines.push(line)
  }
  return entries.slice(-most).map(({ time, level, lines }) => ({
    time,
    level,
    text: redact(lines.join('\n').trimEnd()).slice(0, longestLogText),
  }))
}

function asLevel(text: string | undefined): LogLevel {
  return logLevels.find((level) => level === text) ?? 'info'
}

async function readEnd(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r')
    try {
      const { size } = await handle.stat()
      const bytes = Math.min(size, tailBytes)
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, size - bytes)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}
