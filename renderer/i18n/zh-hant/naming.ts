/** 成品的檔名：組成部分、範本的錯誤，以及已被使用的檔名。 */
export const naming = {
  naming: {
    example: '例如',
    parts: '檔名的組成部分',
    tokens: {
      name: '照片的檔名',
      ratio: '形狀，例如 16x9',
      width: '寬度（像素）',
      height: '高度（像素）',
      preset: '預設形狀的名稱，或形狀',
      variant: '變化，例如 v1',
      seq: '在批次中的序號',
      date: '拍攝日期',
      folder: '照片所在的資料夾',
      engine: '繪製的引擎',
      rating: '星等，0 到 5',
    },
    faults: {
      empty: '每個檔案都需要檔名。',
      brace: '有一個大括號缺少另一半。',
      token: '沒有 {{piece}} 這個部分。可用的有 {{tokens}}。',
      digits: '{{piece}}：只有序號可以指定位數（1 到 9 位），例如 {{seq}}。',
    },
    conflict: '檔名重複時',
    conflictHint: '檔名已有其他檔案使用時的處理方式。任何檔案都不會被覆寫',
    policies: { unique: '加上編號', skip: '略過照片', ask: '開始時詢問' },
    taken: {
      unique_other: '{{count, number}} 個檔名已被使用，將加上 _2 等編號',
      skip_other: '{{count, number}} 張照片將略過：檔名已被使用',
      ask_other: '{{count, number}} 個檔名已被使用，開始時會詢問如何處理',
    },
    more_other: '還有 {{count, number}} 個',
    leftOut_other: '{{count, number}} 張照片未加入：檔名已被使用。',
    allTaken: '沒有需要製作的照片',
    dialog: {
      title_other: '{{count, number}} 個檔名已被使用',
      body: '已有檔案或其他成品使用這些檔名。無論如何選擇，都不會覆寫任何檔案。',
      within_other: '其中 {{count, number}} 個只與這些照片彼此重複。',
      unique: '加上編號',
      skip_other: '略過 {{count, number}} 張照片',
    },
  },
} as const
