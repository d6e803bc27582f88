import { describe, expect, it } from 'vitest'
import { Terminal } from '../../../main/cli/terminal'
import { shown } from '../../../main/cli/words'
import { streams } from './streams'

describe('a terminal', () => {
  it('keeps results and everything else apart', () => {
    const { told, said, ...both } = streams()
    const terminal = new Terminal(both)
    terminal.out('a result')
    terminal.say('a remark')
    terminal.progress('50 %')
    expect([told(), said()]).toEqual(['a result\n', 'a remark\n'])
  })

  it('shows progress below everything else where somebody watches', () => {
    const { said, told, ...both } = streams({ isTTY: true })
    const terminal = new Terminal(both)
    terminal.progress('1 of 2')
    terminal.progress('1 of 2')
    terminal.say('a remark')
    terminal.progress('')
    const erase = '\r\u001b[2K'
    expect(said()).toBe(`${erase}1 of 2${erase}a remark\n${erase}1 of 2${erase}`)
  })

  it('cuts progress to the width of the window', () => {
    const { said, ...both } = streams({ isTTY: true, columns: 6 })
    new Terminal(both).progress('0123456789')
    expect(said()).toMatch(/01234$/)
  })

  it('says nothing more to a reader that is gone', () => {
    const { told, ...both } = streams()
    const terminal = new Terminal(both)
    terminal.out('one')
    both.stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    terminal.out('two')
    expect(told()).toBe('one\n')
  })
})

describe('shown', () => {
  it('spells out what would steer the terminal or break the line', () => {
    expect(shown('a\nb\u001b[2Jc\u2028d 📷 "é\'')).toBe('a\\nb\\u001b[2Jc\\u2028d 📷 "é\'')
  })
})
