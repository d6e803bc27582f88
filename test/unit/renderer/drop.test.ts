import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { dropState, installDrop } from '../../../renderer/state/drop'

/** Whether words may be dropped depends on what they hang over; Node has no elements. */
class FakeElement extends EventTarget {
  constructor(readonly field: boolean) {
    super()
  }
  closest(): unknown {
    return this.field ? this : null
  }
}
vi.stubGlobal('Element', FakeElement)
afterAll(() => vi.unstubAllGlobals())

interface Dragged {
  readonly types: readonly string[]
  readonly items: readonly { readonly kind: string }[]
  readonly files: readonly { readonly name: string }[]
}

const files = (count: number): Dragged => ({
  types: ['Files'],
  items: Array.from({ length: count }, () => ({ kind: 'file' })),
  files: Array.from({ length: count }, (_, index) => ({ name: `${index}.jpg` })),
})
const link: Dragged = { types: ['text/uri-list', 'text/plain'], items: [{ kind: 'string' }], files: [] }
const words: Dragged = { types: ['text/plain'], items: [{ kind: 'string' }], files: [] }

function setUp(over: { readonly field: boolean } = { field: false }) {
  const target = new FakeElement(over.field)
  const onDrop = vi.fn()
  installDrop(target as unknown as Window, onDrop)
  const fire = (type: string, data: Dragged) => {
    const event = Object.assign(new Event(type, { cancelable: true }), {
      dataTransfer: { ...data, dropEffect: 'none' },
    })
    target.dispatchEvent(event)
    return event
  }
  return { fire, onDrop, hanging: () => dropState.getState().hanging }
}

describe('dragging files over the window', () => {
  beforeEach(() => dropState.setState({ hanging: null }))

  it('says how many there are, until they leave', () => {
    const { fire, hanging } = setUp()
    fire('dragenter', files(3))
    expect(hanging()).toEqual({ kind: 'files', count: 3 })
    fire('dragleave', files(3))
    expect(hanging()).toBeNull()
  })

  it('stays lit while they move from element to element', () => {
    const { fire, hanging } = setUp()
    fire('dragenter', files(2))
    fire('dragenter', files(2))
    fire('dragleave', files(2))
    expect(hanging()).toEqual({ kind: 'files', count: 2 })
  })

  it('takes them in the very event, and goes dark', () => {
    const { fire, onDrop, hanging } = setUp()
    fire('dragenter', files(2))
    const event = fire('drop', files(2))
    expect(event.defaultPrevented).toBe(true)
    expect(onDrop.mock.calls[0]?.[0]).toMatchObject({ files: [{ name: '0.jpg' }, { name: '1.jpg' }] })
    expect(hanging()).toBeNull()
    fire('dragenter', files(1))
    fire('dragleave', files(1))
    expect(hanging()).toBeNull()
  })

  it('goes dark by the next press when they went without a word', () => {
    const { fire, hanging } = setUp()
    fire('dragenter', files(2))
    fire('dragenter', files(2))
    fire('pointerdown', files(0))
    expect(hanging()).toBeNull()
    fire('dragenter', files(1))
    fire('dragleave', files(1))
    expect(hanging()).toBeNull()
  })
})

describe('dragging links and words over the window', () => {
  beforeEach(() => dropState.setState({ hanging: null }))

  it('takes them from another program', () => {
    const { fire, onDrop, hanging } = setUp()
    for (const data of [link, words]) {
      fire('dragenter', data)
      expect(hanging()).toEqual({ kind: 'text' })
      expect(fire('drop', data).defaultPrevented).toBe(true)
      expect(hanging()).toBeNull()
    }
    expect(onDrop).toHaveBeenCalledTimes(2)
  })

  it('leaves words to the field that they hang over, and takes links all the same', () => {
    const { fire, onDrop, hanging } = setUp({ field: true })
    expect(fire('dragover', words).defaultPrevented).toBe(false)
    fire('drop', words)
    expect(hanging()).toBeNull()
    expect(onDrop).not.toHaveBeenCalled()
    fire('drop', link)
    expect(onDrop).toHaveBeenCalledOnce()
  })

  it('leaves alone what is dragged within the window', () => {
    const { fire, onDrop, hanging } = setUp()
    fire('dragstart', words)
    expect(fire('dragenter', words).defaultPrevented).toBe(false)
    fire('drop', words)
    expect(hanging()).toBeNull()
    fire('dragend', words)
    fire('drop', words)
    expect(onDrop).toHaveBeenCalledOnce()
  })
})
