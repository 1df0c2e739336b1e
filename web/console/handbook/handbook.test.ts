import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { completed, guidesFolder, handbook, readGuide } from '../../building/handbook.ts'
import { chapters } from '../home/steps.ts'
import { contents } from './contents.ts'
import { type Block, type Guide, plain, type Span } from './model.ts'
import { guides as taiwanese } from './model.ts?guides=zh-TW'
import { explaining, places } from './places.ts'
import { searchable } from './search.ts'

const english = handbook('en')
const chinese = handbook('zh-CN')
const languages = [
  { language: 'en', guides: english },
  { language: 'zh-CN', guides: chinese },
  { language: 'zh-TW', guides: taiwanese },
] as const

function spansIn(block: Block): readonly (readonly Span[])[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.of]
    case 'code':
      return []
    case 'quote':
      return block.of.flatMap(spansIn)
    case 'list':
      return block.items.flat().flatMap(spansIn)
    case 'table':
      return [...block.head, ...block.rows.flat()]
  }
}

function linksIn(spans: readonly Span[]): { page: string; heading: string }[] {
  return spans.flatMap((span) => {
    if (typeof span === 'string' || span.kind === 'code') return []
    const own = span.kind === 'page' ? [{ page: span.page, heading: span.heading }] : []
    return [...own, ...linksIn(span.of)]
  })
}

/** What is written in plain letters. */
function textsIn(spans: readonly Span[]): string[] {
  return spans.flatMap((span) => {
    if (typeof span === 'string') return [span]
    return span.kind === 'code' ? [] : textsIn(span.of)
  })
}

function leads(guides: readonly Guide[], { page, heading = '' }: { page: string; heading?: string }): boolean {
  const guide = guides.find(({ name }) => name === page)
  return guide !== undefined && (heading === '' || guide.sections.some(({ id }) => id === heading))
}

describe('the handbook', () => {
  test.each(languages)('has no dead link in $language', ({ guides }) => {
    const dead = guides.flatMap(({ name, sections }) =>
      sections
        .flatMap(({ title, blocks }) => [title, ...blocks.flatMap(spansIn)])
        .flatMap(linksIn)
        .filter((link) => !leads(guides, link))
        .map((link) => `${name}: ${link.page}#${link.heading}`),
    )
    expect(dead).toEqual([])
    expect(places.filter((place) => !leads(guides, place))).toEqual([])
    expect(Object.values(chapters).filter((chapter) => !leads(guides, chapter))).toEqual([])
  })

  test('names no file of the repository that is not there', () => {
    const files = readdirSync(guidesFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.md'),
    )
    const missing = files.flatMap((file) =>
      [...readFileSync(join(guidesFolder, file), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, path = '']) => join(dirname(join(guidesFolder, file)), path))
        .filter((path) => !existsSync(path))
        .map((path) => `${file}: ${path}`),
    )
    expect(missing).toEqual([])
  })

  test('speaks Chinese to each person of the house', () => {
    const [people] = contents(chinese)
    expect(people.guides.map(({ name, sections }) => [name, sections[0].english])).toEqual(
      ['manager', 'marketer', 'analyst', 'cashier', 'support', 'member', 'finance'].map((name) => [name, false]),
    )
  })

  test('is in traditional Chinese where it is in simplified, and chapters in English are the same', () => {
    const parts = (guides: readonly Guide[]) =>
      guides.flatMap(({ name, sections }) => sections.map((each) => ({ name, ...each })))
    const originals = parts(chinese)
    const written = parts(taiwanese)
    expect(written.map(({ name, id }) => `${name}#${id}`)).toEqual(originals.map(({ name, id }) => `${name}#${id}`))
    expect(written.filter(({ english }) => english)).toEqual(originals.filter(({ english }) => english))
    const text = written.flatMap(({ english, title }) => (english ? [] : [plain(title)])).join(' ')
    expect(text).toMatch(/會員/)
    expect(text).not.toMatch(/[会员积门]/)
  })

  test.each(languages)('shows no signs of Markdown in $language', ({ guides }) => {
    const signs = guides.flatMap(({ name, sections }) =>
      sections
        .flatMap(({ title, blocks }) => [title, ...blocks.flatMap(spansIn)])
        .flatMap(textsIn)
        .filter((text) => /\*\*|(?<!\d )\*|\]\(|`/.test(text))
        .map((text) => `${name}: ${text}`),
    )
    expect(signs).toEqual([])
  })

  test('lists every guide once', () => {
    const listed = contents(english).flatMap(({ guides }) => guides.map(({ name }) => name))
    expect(listed.toSorted()).toEqual(english.map(({ name }) => name).toSorted())
  })

  test('explains a page by its own part, or by that of the page above it', () => {
    expect(explaining('/programme/drafts/019a')?.heading).toBe('while-it-is-being-written')
    expect(explaining('/programme/drafts')?.heading).toBe('changing-it-drafts-findings-differences')
    expect(explaining('/members')?.page).toBe('marketer')
    expect(explaining('/members/019a')?.page).toBe('support')
    expect(explaining('/imports/019a')?.page).toBe('import')
    expect(explaining('/handbook')).toBeUndefined()
  })
})

describe('a guide', () => {
  const markdown = [
    '# A *title*',
    'Some `code` & \\<signs>, a [link](manager.md#top), [here](#two), a [file](../../src/app.ts).',
    '',
    '| a | b |',
    '| --- | --- |',
    '| 1 | **2** |',
    '',
    '## Two',
    '- one',
    '  - within',
    '',
    '## <a id="own"></a>三',
    '中文换行',
    '不留空格,English',
    'does.',
  ]

  test('keeps its text, its tables, its lists and its links', () => {
    const { sections } = readGuide('example', markdown.join('\n'))
    expect(sections.map(({ id }) => id)).toEqual(['a-title', 'two', 'own'])
    const [first, second, third] = sections
    const [paragraph, table] = first.blocks
    expect(paragraph?.kind === 'paragraph' ? plain(paragraph.of) : '').toBe(
      'Some code & <signs>, a link, here, a file.',
    )
    expect(paragraph?.kind === 'paragraph' ? linksIn(paragraph.of) : []).toEqual([
      { page: 'manager', heading: 'top' },
      { page: 'example', heading: 'two' },
    ])
    expect(table?.kind === 'table' ? table.rows.map((row) => row.map(plain)) : []).toEqual([['1', '2']])
    expect(second?.blocks[0]?.kind).toBe('list')
    expect(plain(third?.title ?? [])).toBe('三')
    expect(third?.blocks[0]?.kind === 'paragraph' ? plain(third.blocks[0].of) : '').toBe(
      '中文换行不留空格,English does.',
    )
  })

  test('shows a chapter that nobody has translated in English, and has none of its own', () => {
    const original = readGuide('day', '# A day\n\n## Morning\nCoffee.\n\n## Evening\nTea.', true)
    const translated = readGuide('day', '# 一天\n\n## <a id="evening"></a>晚上\n茶。')
    expect(completed(translated, original).sections.map(({ title, english }) => [plain(title), english])).toEqual([
      ['一天', false],
      ['Morning', true],
      ['晚上', false],
    ])
    const stray = readGuide('day', '# 一天\n\n## <a id="night"></a>夜里\n睡。')
    expect(() => completed(stray, original)).toThrow('no chapter night')
  })

  test('is refused when the handbook has no form for a part of it', () => {
    expect(() => readGuide('odd', '# Title\n\n![picture](x.png)')).toThrow('cannot show image')
    expect(() => readGuide('odd', '# Title\n\nFish &amp; chips')).toThrow('cannot show text')
    expect(() => readGuide('odd', 'No title')).toThrow('begins with its title')
  })
})

describe('searching the handbook', () => {
  const guide = (name: string, markdown: string) => readGuide(name, markdown)
  const search = searchable([
    guide('first', '# Returns\nTake goods back.\n\n## Receipts\nScan the code. A return is previewed.'),
    guide('second', '# 积分\n积分什么时候过期,看批次。\n\n## 退货\n退货时收回积分。\n\n## 换货\n退的和换的是一单。'),
  ])
  const where = (query: string) => search(query).map(({ page, heading }) => `${page}#${heading}`)

  test('finds headings before texts, beginnings of words, and words with a slip', () => {
    expect(where('return')).toEqual(['first#returns', 'first#receipts'])
    expect(where('recei')).toEqual(['first#receipts'])
    expect(where('reciepts')).toEqual(['first#receipts'])
  })

  test('finds Chinese words that stand apart from each other', () => {
    expect(where('积分过期')).toEqual(['second#积分'])
    expect(where('退货')).toEqual(['second#退货'])
    expect(where('收')).toEqual(['second#退货'])
  })

  test('shows where it stands, with what was looked for at every other place', () => {
    const [found] = search('previewed')
    expect(found?.way).toEqual(['Returns', 'Receipts'])
    expect(found?.excerpt).toEqual(['Scan the code. A return is ', 'previewed', '.'])
  })

  test('finds nothing for what is nowhere, and for signs that no word has', () => {
    expect(where('zebra')).toEqual([])
    expect(where('***')).toEqual([])
  })
})
