import type { FileLabel } from './photo'

/**
 * What programs write into `xmp:Label` for a colour. Lightroom writes its names in the language of its user (the set
 * "Lightroom Default": English, German, French, Spanish, Italian, Portuguese, Japanese, Chinese in both scripts, Korean,
 * Dutch, Swedish); Bridge's own set names what a colour stands for. Purple and "To Do" are no colours of ours.
 */
const names: Readonly<Record<FileLabel, readonly string[]>> = {
  Red: 'Red Rot Rouge Rojo Rosso Vermelho レッド 红色 紅色 빨강 Rood Röd Select'.split(' '),
  Yellow: 'Yellow Gelb Jaune Amarillo Giallo Amarelo イエロー 黄色 黃色 노랑 Geel Gul Second'.split(' '),
  Green: 'Green Grün Vert Verde グリーン 绿色 綠色 녹색 Groen Grön Approved'.split(' '),
  Blue: 'Blue Blau Bleu Azul Blu ブルー 蓝色 藍色 파랑 Blauw Blå Review'.split(' '),
}

const folded = (name: string) => name.normalize('NFC').toLowerCase()

const labels: ReadonlyMap<string, FileLabel> = new Map(
  Object.entries(names).flatMap(([label, all]) => all.map((name) => [folded(name), label as FileLabel] as const)),
)

/** The colour that a label's text means, in any of those languages; `null`: none of those that are known. */
export function labelNamed(text: string): FileLabel | null {
  return labels.get(folded(text.trim())) ?? null
}
