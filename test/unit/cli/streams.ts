import { PassThrough } from 'node:stream'

/** Streams that remember. `told`: stdout so far, `said`: stderr. */
export function streams(options: { readonly isTTY?: boolean; readonly columns?: number } = {}) {
  const { isTTY = false, columns = 80 } = options
  const written = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') => {
    const through = new PassThrough()
    through.on('data', (data) => {
      written[name] += data
    })
    return Object.assign(through, { isTTY, columns })
  }
  return {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    told: () => written.stdout,
    said: () => written.stderr,
  }
}
