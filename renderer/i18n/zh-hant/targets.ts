/** 同時製作多個目標，以及在照片之間複製設定。 */
export const targets = {
  targets: {
    label: '目標',
    show: '在格狀檢視中顯示 {{target}}',
    remove: '移除 {{target}}',
    removeHint: '按 Delete 可移除',
    add: '目標',
    addLabel: '加入目標',
    addHint: '每張照片都會製作成其中的每一種形狀',
    full_other: '最多 {{count, number}} 個目標',
    count_other: '{{count, number}} 個目標：{{targets}}',
    shapes_other: '{{count, number}} 種形狀',
    outputs_other: '{{count, number}} 張成品',
    own: '自訂目標',
    ownCount_other: '{{count, number}} 張有自訂目標',
    reset: '重設',
    times: '{{photos}} × {{shapes}}',
    totals: {
      each_other: '{{count, number}} 張照片 × {{shapes}} · {{passes}}',
      mixed_other: '{{count, number}} 張照片 · {{pictures}} · {{passes}}',
    },
    toast: {
      started_other: '已將 {{count, number}} 張成品加入佇列',
      skipped_other: '{{count, number}} 張成品先前已完成，保持不動。',
      refused_other: '{{count, number}} 張成品未加入：無法依設定製作。',
    },
  },
  settingsCopy: {
    copy: '複製設定',
    paste: '貼上設定',
    copied: '已複製 {{name}} 的目標與提示詞',
    pasted_other: '已貼到 {{count, number}} 張照片',
    nothingToCopy: '請先選擇要複製設定的照片',
    nothingCopied: '沒有可貼上的設定：請先複製一張照片的設定',
    nothingSelected: '請先選取要貼上設定的照片',
  },
} as const
