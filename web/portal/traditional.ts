/** What the server says in simplified Chinese, written with traditional signs. */
import { corrections, signs } from '../words/zh-TW.ts?signs'

const pairs = [...signs]
const written = new Map(pairs.flatMap((sign, place) => (place % 2 === 0 ? [[sign, pairs[place + 1] ?? sign]] : [])))

export function traditional(text: string): string {
  const said = [...text].map((sign) => written.get(sign) ?? sign).join('')
  return corrections.reduce((better, [made, right]) => better.replaceAll(made, right), said)
}
