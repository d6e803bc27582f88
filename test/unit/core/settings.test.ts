import { expect, test } from 'vitest'
import { requests } from '../../../core/ipc/contract'
import { defaultAppSettings } from '../../../core/settings'

const { input } = requests['settings:update']

test.each(Object.entries(defaultAppSettings))('a change of %s says nothing of the other settings', (name, value) => {
  expect(input.parse({ [name]: value })).toEqual({ [name]: value })
})
