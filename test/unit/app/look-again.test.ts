import { expect, it, vi } from 'vitest'
import { lookAgain } from '../../../main/app/look-again'

it('looks once at a time, and not again right after', async () => {
  let time = 0
  let end: () => void = () => undefined
  const look = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        end = resolve
      }),
  )
  const onError = vi.fn()
  const call = lookAgain(look, onError, () => time)
  call()
  call()
  expect(look).toHaveBeenCalledTimes(1)
  end()
  await new Promise(setImmediate)
  time = 4999
  call()
  expect(look).toHaveBeenCalledTimes(1)
  time = 5000
  look.mockRejectedValueOnce(new Error('gone'))
  call()
  await new Promise(setImmediate)
  expect(onError).toHaveBeenCalledWith(new Error('gone'))
  time = 10_000
  call()
  expect(look).toHaveBeenCalledTimes(3)
})
