/** 可以復原的變更，以及復原所用的字詞。 */
export const history = {
  history: {
    undo: '復原{{step}}',
    redo: '重做{{step}}',
    undone: '已復原：{{step}}',
    redone: '已重做：{{step}}',
    nothingToUndo: '沒有可復原的動作',
    nothingToRedo: '沒有可重做的動作',
    steps: {
      target: '變更目標',
      prompt: '變更提示詞',
      remove: '從照片庫移除',
      settings: '變更設定',
      order: '變更順序',
      priority: '變更優先順序',
      rating: '評等',
      presets: '變更預設形狀',
      clear: '清除已結束的工作',
      paste: '貼上設定',
    },
  },
}
