/**
 * Traditional Chinese as Taiwan writes it, made of the simplified words while the pages are built (OpenCC), with our own
 * corrections where the two differ in more than their signs. Import words with `?traditional` to get them.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Converter } from 'opencc-js/cn2t'
import type { Plugin } from 'vite'
import { inRounds, type Pair, replacing, type Writing } from '../ui/replacing.ts'
import { corrections } from '../words/zh-TW.ts'

const convert = Converter({ from: 'cn', to: 'twp' })
const convertSign = Converter({ from: 'cn', to: 'tw' })
const corrected = inRounds(corrections)

export function traditional(simplified: string): string {
  return corrected(convert(simplified))
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

const folders = ['../../src/', '../words/zh-CN/'].map((path) => fileURLToPath(new URL(path, import.meta.url)))

/**
 * What the server says in Chinese, and what the pages do, without signs and figures between: people who write a programme's
 * texts use the same words.
 */
export function saidInChinese(): ReadonlySet<string> {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.test)\.ts$/.test(name))
      .map((name) => folder + name),
  )
  return new Set(files.flatMap((name) => readFileSync(name, 'utf8').match(/\p{Script=Han}+/gu) ?? []))
}

/** OpenCC's dictionary is too large for a page; of its phrases ours are no longer than this. */
const LONGEST_PHRASE = 6

/** Phrases that are more than their signs, and than the shorter phrases in them. */
function phrasesOf(said: Iterable<string>, signs: string): readonly Pair[] {
  const single = pairsOf(signs)
  const phrases = new Map<string, string>()
  const texts = [...said]
  for (let length = 2; length <= LONGEST_PHRASE; length += 1) {
    const known = replacing([...single, ...phrases])
    for (const text of texts) {
      if (convert(text) === known(text)) continue
      for (let at = 0; at + length <= text.length; at += 1) {
        const piece = text.slice(at, at + length)
        const written = convert(piece)
        if (written !== known(piece)) phrases.set(piece, written)
      }
    }
  }
  return [...phrases]
}

function pairsOf(signs: string): Pair[] {
  return (signs.match(/../gu) ?? []).map(([sign = '', written = '']): Pair => [sign, written])
}

export function writingKnown(): Writing {
  const signs = traditionalSigns()
  return { signs, phrases: phrasesOf(saidInChinese(), signs), corrections }
}

const QUERY = '?traditional'
const SIGNS = '?signs'

export function traditionalWords(): Plugin {
  return {
    name: 'traditional-words',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith(SIGNS)) return undefined
      const parts = Object.entries(writingKnown())
      return parts.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`).join('\n')
    },
    transform(code, id) {
      if (!id.endsWith(QUERY)) return undefined
      // The parts that the words are made of are converted, too.
      const parts = code.replace(/from '(\.\/[^']+)'/g, `from '$1${QUERY}'`)
      return { code: traditional(parts), map: null }
    },
  }
}
