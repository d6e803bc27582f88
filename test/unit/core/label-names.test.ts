import { expect, test } from 'vitest'
import { labelNamed } from '../../../core/label-names'

test.each([
  ['Red', 'Red Rot Rouge Rojo Rosso Vermelho レッド 红色 紅色 빨강 Rood Röd Select'],
  ['Yellow', 'Yellow Gelb Jaune Amarillo Giallo Amarelo イエロー 黄色 黃色 노랑 Geel Gul Second'],
  ['Green', 'Green Grün Vert Verde グリーン 绿色 綠色 녹색 Groen Grön Approved'],
  ['Blue', 'Blue Blau Bleu Azul Blu ブルー 蓝色 藍色 파랑 Blauw Blå Review'],
])('%s is known in the languages of Lightroom and by Bridge’s name', (label, names) => {
  for (const name of names.split(' ')) {
    for (const written of [name, name.toUpperCase(), name.toLowerCase(), name.normalize('NFD'), ` ${name} `]) {
      expect(labelNamed(written), written).toBe(label)
    }
  }
})

test.each(['', 'Purple', 'Lila', 'Violet', 'To Do', 'constructor', '紫色', 'Reddish'])(
  '“%s” is none of ours',
  (name) => {
    expect(labelNamed(name)).toBeNull()
  },
)
