import { AppError, toErrorInfo } from '../../../core/errors'
import type { CheckView } from '../../../core/service/access'
import { credentialsProblem } from '../../../core/service/credentials'
import type { DoorId } from '../../../core/service/doors'
import type { Context } from '../context'
import type { HandlersOf } from './handle'

export function accessHandlers({ vault, doors }: Pick<Context, 'vault' | 'doors'>): HandlersOf<'access'> {
  return {
    'access:list': () => vault.list(),
    'access:set-key': async ({ door, credentials }) => {
      const problem = credentialsProblem(door, credentials)
      if (problem !== null) throw new AppError('bad-request', problem)
      await vault.store(door, credentials)
      return vault.view(door)
    },
    'access:remove-key': async ({ door }) => {
      await vault.remove(door)
      return vault.view(door)
    },
    'access:check': ({ door }) => check(doors, door),
  }
}

/** @throws {AppError} `no-key` when there is none, or it cannot be had */
async function check(doors: Context['doors'], door: DoorId): Promise<CheckView> {
  const access = await doors.current(door)
  if (access.kind === 'missing') throw access.error
  const { error, ...report } = await access.service.check()
  return { ...report, error: error && toErrorInfo(error) }
}
