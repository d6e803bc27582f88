import { describe, expect, it } from 'vitest'
import { requestRules } from '../../../core/service/rules'
import { anyLinked } from '../../../renderer/state/photo-filter'
import { promptFits, sharedPrompt } from '../../../renderer/state/prompts'
import { photo } from './fixtures'

describe('the prompt of the photos in scope', () => {
  it('is the batch’s without photos, and for photos without one of their own', () => {
    expect(sharedPrompt([], 'sky')).toBe('sky')
    expect(sharedPrompt([photo('a'), photo('b')], 'sky')).toBe('sky')
  })

  it('is their own where they agree, an empty one too', () => {
    expect(sharedPrompt([photo('a', { prompt: 'sea' }), photo('b', { prompt: 'sea' })], 'sky')).toBe('sea')
    expect(sharedPrompt([photo('a', { prompt: '' })], 'sky')).toBe('')
    expect(sharedPrompt([photo('a', { prompt: 'sky' }), photo('b')], 'sky')).toBe('sky')
  })

  it('is none where they differ', () => {
    expect(sharedPrompt([photo('a', { prompt: 'sea' }), photo('b')], 'sky')).toBeNull()
  })
})

describe('photos from links', () => {
  it('are seen among others', () => {
    expect(anyLinked([photo('a'), photo('b', { link: 'https://example.com/b.jpg' })])).toBe(true)
    expect(anyLinked([photo('a')])).toBe(false)
  })
})

describe('a prompt’s length', () => {
  it('ends where the service’s does', () => {
    expect(promptFits('x'.repeat(requestRules.promptLength))).toBe(true)
    expect(promptFits('x'.repeat(requestRules.promptLength + 1))).toBe(false)
  })
})
