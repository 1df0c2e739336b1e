/**
 * The guides of docs/guides, read while the pages are built: import with `?guides=en` (or `zh-CN`, `zh-TW`) to get all of
 * them in one language; what is not translated is there in English, and says so.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lexer, type MarkedToken, type Token } from 'marked'
import type { Plugin } from 'vite'
import { type Block, type Guide, plain, type Section, type Span } from '../console/handbook/model.ts'
import { traditional } from './traditional.ts'

export const guidesFolder = fileURLToPath(new URL('../../docs/guides/', import.meta.url))

/** Parts of Markdown that the handbook has no form for are a mistake in the guide, never left out in silence. */
function unknown(token: Token, where: string): never {
  throw new Error(`${where}: the handbook cannot show ${token.type}: ${token.raw.slice(0, 80)}`)
}

const kinds = new Set(
  'blockquote br code codespan del em escape heading html link list paragraph space strong table text'.split(' '),
)

const isKnown = (token: Token): token is MarkedToken => kinds.has(token.type)

/** A file of the repository is not there for readers of the console: its name is said, and leads nowhere. */
function linked(href: string, of: readonly Span[], from: string): readonly Span[] {
  if (/^https?:\/\//.test(href)) return [{ kind: 'outside', address: href, of }]
  const [path = '', heading = ''] = href.split('#')
  if (path === '') return [{ kind: 'page', page: from, heading, of }]
  return /^(\.\.\/)?[\w-]+\.md$/.test(path) ? [{ kind: 'page', page: basename(path, '.md'), heading, of }] : of
}

function spansOf(tokens: readonly Token[], from: string): readonly Span[] {
  const spans = tokens.flatMap((token): readonly Span[] => {
    if (!isKnown(token)) return unknown(token, from)
    switch (token.type) {
      case 'text':
        // What is written as an entity would be shown as it is written.
        return /&#?\w+;/.test(token.text) ? unknown(token, from) : [token.text]
      case 'escape':
        return [token.text]
      case 'strong':
      case 'em':
        return [{ kind: token.type, of: spansOf(token.tokens, from) }]
      case 'codespan':
        return [{ kind: 'code', text: token.text }]
      case 'link':
        return linked(token.href, spansOf(token.tokens, from), from)
      case 'html':
        // The place that a heading is known by; there is no other mark-up in the guides.
        return /^<a id="[\w-]+">$|^<\/a>$/.test(token.raw) ? [] : unknown(token, from)
      default:
        return unknown(token, from)
    }
  })
  // Lines are broken for editors; Chinese knows no spaces between them.
  return spans.map((span) =>
    typeof span === 'string' ? span.replace(/(?<=[\u3000-\u9fff\uff00-\uffef])\n/g, '').replaceAll('\n', ' ') : span,
  )
}

function blocksOf(tokens: readonly Token[], from: string): readonly Block[] {
  return tokens.flatMap((token): readonly Block[] => {
    if (!isKnown(token)) return unknown(token, from)
    switch (token.type) {
      case 'space':
        return []
      case 'paragraph':
        return [{ kind: 'paragraph', of: spansOf(token.tokens, from) }]
      case 'text':
        return [{ kind: 'paragraph', of: spansOf(token.tokens ?? [token], from) }]
      case 'code':
        return [{ kind: 'code', text: token.text }]
      case 'blockquote':
        return [{ kind: 'quote', of: blocksOf(token.tokens, from) }]
      case 'list':
        return [{ kind: 'list', ordered: token.ordered, items: token.items.map((item) => blocksOf(item.tokens, from)) }]
      case 'table': {
        const cells = (row: readonly { readonly tokens: readonly Token[] }[]) =>
          row.map((cell) => spansOf(cell.tokens, from))
        return [{ kind: 'table', head: cells(token.header), rows: token.rows.map(cells) }]
      }
      default:
        return unknown(token, from)
    }
  })
}

/** As GitHub names a heading, so that links hold in both places. */
function named(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\p{Mark} _-]/gu, '')
    .replaceAll(' ', '-')
}

export function readGuide(name: string, markdown: string, english = false): Guide {
  const sections: { id: string; depth: number; title: readonly Span[]; tokens: Token[] }[] = []
  for (const token of lexer(markdown)) {
    if (isKnown(token) && token.type === 'heading') {
      const title = spansOf(token.tokens, name)
      const id = /<a id="([\w-]+)">/.exec(token.raw)?.[1] ?? named(plain(title))
      const twins = sections.filter((section) => section.id.replace(/-\d+$/, '') === id).length
      sections.push({ id: twins === 0 ? id : `${id}-${twins}`, depth: token.depth, title, tokens: [] })
    } else {
      const current = sections.at(-1)
      if (current === undefined) throw new Error(`${name}: a guide begins with its title`)
      current.tokens.push(token)
    }
  }
  const [first, ...rest] = sections.map(
    ({ tokens, ...section }): Section => ({ ...section, english, blocks: blocksOf(tokens, name) }),
  )
  if (first === undefined) throw new Error(`${name}: the guide is empty`)
  return { name, sections: [first, ...rest] }
}

const TRANSLATED = 'zh-CN'

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder).filter((file) => file.endsWith('.md'))
}

/** A translated guide; a chapter that it lacks stands in its place in English. */
export function completed(translated: Guide, original: Guide): Guide {
  const [title, ...chapters] = translated.sections
  const own = new Map(chapters.map((chapter) => [chapter.id, chapter]))
  const known = new Set(original.sections.slice(1).map(({ id }) => id))
  const stray = chapters.find(({ id }) => !known.has(id))
  if (stray !== undefined) throw new Error(`${translated.name}: there is no chapter ${stray.id} in English`)
  return { ...translated, sections: [title, ...original.sections.slice(1).map((each) => own.get(each.id) ?? each)] }
}

/** All guides in a language, by name. */
export function handbook(language: 'en' | 'zh-CN'): readonly Guide[] {
  const translated = new Set(filesOf(guidesFolder + TRANSLATED))
  return filesOf(guidesFolder).map((file) => {
    const name = basename(file, '.md')
    const original = readGuide(name, readFileSync(guidesFolder + file, 'utf8'), language !== 'en')
    if (language === 'en' || !translated.has(file)) return original
    return completed(readGuide(name, readFileSync(`${guidesFolder}${TRANSLATED}/${file}`, 'utf8')), original)
  })
}

/** As JSON. Addresses, and what stands in for a chapter in English, stay as they are. */
function inTraditional(guides: readonly Guide[]): string {
  const written = guides.map(({ name, sections }) => {
    const parts = sections.map(({ id, ...section }) => {
      const said = JSON.stringify(section)
      return `{"id":${JSON.stringify(id)},${(section.english ? said : traditional(said)).slice(1)}`
    })
    return `{"name":${JSON.stringify(name)},"sections":[${parts.join(',')}]}`
  })
  return `[${written.join(',')}]`
}

const QUERY = /\?guides=(en|zh-CN|zh-TW)$/

export function handbookGuides(): Plugin {
  return {
    name: 'handbook-guides',
    enforce: 'pre',
    load(id) {
      const language = QUERY.exec(id)?.[1]
      if (language === undefined) return undefined
      const guides = handbook(language === 'en' ? 'en' : 'zh-CN')
      return `export const guides = ${language === 'zh-TW' ? inTraditional(guides) : JSON.stringify(guides)}`
    },
  }
}
