import { constants, setPriority } from 'node:os'
import { isMainThread } from 'node:worker_threads'
import { AppError, toErrorInfo } from '../../core/errors'
import { freeMemory } from './free-memory'
import { openWorkerPort } from './worker-port'
import { runTask } from './worker-tasks'

/** Entry of the imaging workers: does what it is sent, several tasks at a time, until the line is cut. */

/** Resident memory above which even small tasks give back what they are done with, bytes: HEIC photos are decoded whole. */
const collectAbove = 300e6

const port = openWorkerPort()
const running = new Map<number, AbortController>()

port.onMessage((message) => {
  switch (message.type) {
    case 'cancel':
      running.get(message.id)?.abort()
      return
    case 'task':
      void answer(message.id, message.task)
  }
})

async function answer(id: number, task: Parameters<typeof runTask>[0]): Promise<void> {
  const controller = new AbortController()
  running.set(id, controller)
  const memory = async () => {
    const isLarge = task.kind === 'compose' || task.kind === 'prepare' || process.memoryUsage.rss() > collectAbove
    if (isLarge) await freeMemory()
    return process.memoryUsage.rss()
  }
  try {
    const value = await runTask(task, {
      signal: controller.signal,
      onProgress: (fraction) => port.send({ type: 'progress', id, fraction }),
      onProbed: (results) => port.send({ type: 'probed', id, results }),
    })
    port.send({ type: 'done', id, value, memory: await memory() })
  } catch (error) {
    const retryable = error instanceof AppError && error.retryable
    port.send({ type: 'failed', id, error: toErrorInfo(error), retryable, memory: await memory() })
  } finally {
    running.delete(id)
  }
}

if (isMainThread) {
  // The window comes first.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  // A Ctrl-C or a closed terminal reaches the whole group: main decides what becomes of tasks under way.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined)
  // Main is gone, perhaps killed: nothing that is still being done has anybody to be done for. `exit` would wait for it.
  port.onGone(() => process.kill(process.pid, 'SIGKILL'))
}
port.send({ type: 'ready' })
