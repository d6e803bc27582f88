/** What can be taken back, and the words for doing so. */
export const history = {
  history: {
    undo: 'Undo {{step}}',
    redo: 'Redo {{step}}',
    undone: 'Undone: {{step}}',
    redone: 'Redone: {{step}}',
    nothingToUndo: 'Nothing to undo',
    nothingToRedo: 'Nothing to redo',
    steps: {
      target: 'change of target',
      prompt: 'change of prompt',
      remove: 'removal from the library',
      settings: 'change of settings',
      order: 'change of order',
      priority: 'change of priority',
      rating: 'rating',
      presets: 'change of presets',
      clear: 'clearing of finished jobs',
      paste: 'pasted settings',
    },
  },
} as const
