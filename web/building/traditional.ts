/**
 * Traditional Chinese as Taiwan writes it, made of the simplified words while the pages are built (OpenCC), with our own
 * corrections where the two differ in more than their signs. Import words with `?traditional` to get them.
 */
import { Converter } from 'opencc-js/cn2t'
import type { Plugin } from 'vite'
import { corrections } from '../words/zh-TW.ts'

const convert = Converter({ from: 'cn', to: 'twp' })
const convertSign = Converter({ from: 'cn', to: 'tw' })

export function traditional(simplified: string): string {
  return corrections.reduce((text, [made, right]) => text.replaceAll(made, right), convert(simplified))
}

/** Common ideographs; what the server says is written with them. */
const FIRST = 0x4e00
const LAST = 0x9fff

/** Every sign that is written otherwise, in pairs: for sentences that are known only while the page runs. */
export function traditionalSigns(): string {
  let pairs = ''
  for (let code = FIRST; code <= LAST; code += 1) {
    const sign = String.fromCodePoint(code)
    const written = convertSign(sign)
    if (written !== sign && [...written].length === 1) pairs += sign + written
  }
  return pairs
}

const QUERY = '?traditional'
const SIGNS = '?signs'

export function traditionalWords(): Plugin {
  return {
    name: 'traditional-words',
    enforce: 'pre',
    load: (id) =>
      id.endsWith(SIGNS)
        ? `export const signs = ${JSON.stringify(traditionalSigns())}
           export const corrections = ${JSON.stringify(corrections)}`
        : undefined,
    transform(code, id) {
      if (!id.endsWith(QUERY)) return undefined
      // The parts that the words are made of are converted, too.
      const parts = code.replace(/from '(\.\/[^']+)'/g, `from '$1${QUERY}'`)
      return { code: traditional(parts), map: null }
    },
  }
}
