import { join } from 'node:path'
import { inspect } from 'node:util'
import electronLog from 'electron-log/node'
import { redact } from './redact'

/** The program's diary. Keys are taken out of everything before it is written. */
export interface Log {
  info(message: string): void
  warn(message: string, error?: unknown): void
  error(message: string, error?: unknown): void
  /** Absolute path of the file that is written to now. */
  readonly file: string
}

/** Size after which the file is put aside (the one before goes), bytes: enough for weeks, small enough to mail. */
const maxFileBytes = 2 * 1024 * 1024

/** Opens `main.log` in a folder, which is created; warnings and errors go to stderr, too. */
export function openLog(folder: string): Log {
  const file = join(folder, 'main.log')
  const logger = electronLog.create({ logId: file })
  logger.transports.file.resolvePathFn = () => file
  logger.transports.file.level = 'info'
  logger.transports.file.maxSize = maxFileBytes
  logger.transports.console.level = 'warn'
  logger.transports.console.writeFn = ({ message }) => process.stderr.write(`${message.data.join(' ')}\n`)
  const line = (message: string, error?: unknown) =>
    redact(error === undefined ? message : `${message}\n${inspect(error, { depth: 4 })}`)
  return {
    info: (message) => logger.info(line(message)),
    warn: (message, error) => logger.warn(line(message, error)),
    error: (message, error) => logger.error(line(message, error)),
    file,
  }
}
