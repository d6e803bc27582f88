import { beforeEach, describe, expect, it, vi } from 'vitest'
import { dropState, installDrop } from '../../../renderer/state/drop'

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

function setUp() {
  const target = new EventTarget()
  const onDrop = vi.fn()
  installDrop(target as unknown as Window, onDrop)
  const fire = (type: string, data: Dragged) => {
    const event = Object.assign(new Event(type, { cancelable: true }), {
      dataTransfer: { ...data, dropEffect: 'none' },
    })
    target.dispatchEvent(event)
    return event
  }
  return { fire, onDrop, items: () => dropState.getState().items }
}

describe('dragging files over the window', () => {
  beforeEach(() => dropState.setState({ items: null }))

  it('says how many there are, until they leave', () => {
    const { fire, items } = setUp()
    fire('dragenter', files(3))
    expect(items()).toBe(3)
    fire('dragleave', files(3))
    expect(items()).toBeNull()
  })

  it('stays lit while they move from element to element', () => {
    const { fire, items } = setUp()
    fire('dragenter', files(2))
    fire('dragenter', files(2))
    fire('dragleave', files(2))
    expect(items()).toBe(2)
  })

  it('takes them in the very event, and goes dark', () => {
    const { fire, onDrop, items } = setUp()
    fire('dragenter', files(2))
    const event = fire('drop', files(2))
    expect(event.defaultPrevented).toBe(true)
    expect(onDrop).toHaveBeenCalledWith([{ name: '0.jpg' }, { name: '1.jpg' }])
    expect(items()).toBeNull()
    fire('dragenter', files(1))
    fire('dragleave', files(1))
    expect(items()).toBeNull()
  })

  it('lets words and links pass', () => {
    const { fire, onDrop, items } = setUp()
    const words = { types: ['text/plain'], items: [{ kind: 'string' }], files: [] }
    expect(fire('dragover', words).defaultPrevented).toBe(false)
    fire('dragenter', words)
    fire('drop', words)
    expect(items()).toBeNull()
    expect(onDrop).not.toHaveBeenCalled()
  })
})
