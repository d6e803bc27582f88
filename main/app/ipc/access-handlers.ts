import { AppError, toErrorInfo } from '../../../core/errors'
import { credentialsProblem } from '../../../core/service/credentials'
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
    'access:check': async ({ door }) => {
      const { error, ...report } = await doors.check(door)
      return { ...report, error: error && toErrorInfo(error) }
    },
  }
}
