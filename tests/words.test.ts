/** The words of the console, the till and the portal: complete in all languages, all of them used, and no text beside them. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'
import { saidInChinese, traditional, traditionalSigns, writingKnown } from '../web/building/traditional.ts'
import { writer } from '../web/ui/replacing.ts'
import { words as counterEnglish } from '../web/words/en/counter.ts'
import { words as english } from '../web/words/en/index.ts'
import { words as insightsEnglish } from '../web/words/en/insights/index.ts'
import { words as portalEnglish } from '../web/words/en/portal.ts'
import { words as counterChinese } from '../web/words/zh-CN/counter.ts'
import { words as chinese } from '../web/words/zh-CN/index.ts'
import { words as insightsChinese } from '../web/words/zh-CN/insights/index.ts'
import { words as portalChinese } from '../web/words/zh-CN/portal.ts'

const web = fileURLToPath(new URL('../web/', import.meta.url))
const sources = ['console', 'till', 'portal', 'ui'].flatMap((folder) =>
  readdirSync(web + folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(`${web}${folder}/${name}`, 'utf8') })),
)

function flat(tree: object, before = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return flat(value, `${before}${key}.`)
    return [[before + key, String(value)] as [string, string]]
  })
}

const en = new Map(flat({ ...english, ...counterEnglish, ...insightsEnglish, ...portalEnglish }))
const zh = new Map(flat({ ...chinese, ...counterChinese, ...insightsChinese, ...portalChinese }))
const tw = new Map([...zh].map(([key, text]) => [key, traditional(text)]))
const han = /\p{Script=Han}/u
/** What the two forms of a counted text have in common. */
const base = (key: string) => key.replace(/_(one|other)$/, '')

test('every text is there in both languages', () => {
  expect(new Set([...en.keys()].map(base))).toEqual(new Set([...zh.keys()].map(base)))
})

test('both languages speak of the same figures', () => {
  const names = (text = '') =>
    [...text.matchAll(/\{\{(\w+)\}\}/g)]
      .map(([, name]) => name ?? '')
      .toSorted((a, b) => (a < b ? -1 : 1))
      .join(' ')
  const different = [...en].filter(([key, text]) => !key.endsWith('_one') && names(text) !== names(zh.get(key)))
  expect(different).toEqual([])
})

test('Chinese has its own marks: a narrow one beside a Chinese sign is a slip of the keyboard', () => {
  const narrow = /[\p{Script=Han}”）][,;:?!]|[,;:?!][\p{Script=Han}“（]/u
  expect([...zh].filter(([, text]) => narrow.test(text))).toEqual([])
})

test('each language is written in its own script', () => {
  const names = /languages\.[-\w]+$/
  /** Signs and figures only, or names that are the same everywhere. */
  const neutral = /^(\W|\{\{\w+\}\}|openid|unionid)*$/
  expect([...en].filter(([key, text]) => han.test(text) && !names.test(key))).toEqual([])
  expect([...zh].filter(([key, text]) => !han.test(text) && !neutral.test(text) && !names.test(key))).toEqual([])
})

describe('traditional words', () => {
  const signs = [...traditionalSigns()]
  const others = [...tw].filter(([key]) => !key.endsWith('languages.zh-CN'))

  test('are made of the simplified ones, with the same figures, and their keys stay as they are', () => {
    const figures = (text = '') => String(text.match(/\{\{\w+\}\}/g))
    expect([...zh.keys()].filter((key) => traditional(key) !== key)).toEqual([])
    expect([...tw].filter(([key, text]) => figures(text) !== figures(zh.get(key)))).toEqual([])
  })

  test('say what Taiwan says', () => {
    expect(traditional('积分、手机号、手机号码、门店、验证码')).toBe('點數、手機號碼、手機號碼、門市、驗證碼')
    expect(traditional('账户、收银台、默认、用户、文件、权限')).toBe('帳戶、收銀台、預設、使用者、檔案、權限')
    expect(tw.get('imports.rejectedTitle')).toBe('被拒的列')
    // Which of two words a single sign is, only its key says; the build writes whole files.
    const file = (name: string) => traditional(readFileSync(`${web}words/zh-CN/${name}.ts`, 'utf8'))
    expect(file('members')).toContain("columns: '欄位'")
    expect(file('editing')).toContain("floor: '無條件捨去'")
    expect([tw.get('languages.zh-CN'), tw.get('languages.zh-TW')]).toEqual(['简体中文', '繁體中文'])
    const foreign =
      /[賬臺“”]|積分|門店|渠道|審批|郵箱|許可權|程式碼(?!庫)|釋出|營銷|幣種|類目|身份|記錄(?!在這裡|。|，|內容)|退出登入/
    expect(others.filter(([, text]) => foreign.test(text) && !/^已記錄|僅記錄/.test(text))).toEqual([])
  })

  test('hold no simplified sign, and none of the pairs whose wrong half OpenCC likes to choose', () => {
    const simplified = new Set(signs.filter((_, place) => place % 2 === 0))
    /** They are signs of their own in Taiwan, too. */
    const both = new Set('台准干')
    expect(others.filter(([, text]) => [...text].some((sign) => simplified.has(sign) && !both.has(sign)))).toEqual([])
    expect(others.filter(([, text]) => /[髮鬚釦隻麵鬆沖佈]|天后/.test(text))).toEqual([])
  })

  test('come to the same where the page itself writes what the server says', () => {
    const write = writer(writingKnown())
    const said = [...saidInChinese()]
    expect(said.length).toBeGreaterThan(1_000)
    expect(said.filter((text) => write(text) !== traditional(text))).toEqual([])
    expect(write('发送消息、网络、后台任务')).toBe('傳送訊息、網路、後台任務')
  })
})

test('every text is used', () => {
  const keys = sources.flatMap(({ text }) => [...text.matchAll(/[`']([a-zA-Z]+(?:\.[-\w${}]+)+)[`']/g)])
  const patterns = keys.map(
    ([, key = '']) => new RegExp(`^${key.replace(/[.\\]/g, '\\$&').replace(/\$\{\w+\}/g, '[-\\w.]+')}$`),
  )
  expect(
    [...new Set([...en.keys()].map(base))].filter((key) => !patterns.some((pattern) => pattern.test(key))),
  ).toEqual([])
})

type Node = Readonly<Record<string, unknown>>

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of Object.values(node))
    for (const each of Array.isArray(child) ? child : [child]) if (isNode(each)) yield* walk(each)
}

/** Attributes that people read. */
const read =
  /^(title|label|placeholder|alt|aria-label|description|extra|tooltip|text|message|advice|okText|cancelText|content)$/
const letters = /\p{L}/u

function literals(node: Node): string[] {
  if (node['type'] === 'JSXText') return [String(node['value'])]
  if (node['type'] === 'Literal' && typeof node['value'] === 'string' && han.test(node['value'])) return [node['value']]
  if (node['type'] !== 'JSXAttribute' || !isNode(node['name']) || !isNode(node['value'])) return []
  const isText = node['value']['type'] === 'Literal' && read.test(String(node['name']['name']))
  return isText ? [String(node['value']['value'])] : []
}

test('no text stands in a page itself', () => {
  const found = sources
    .filter(({ path }) => path.endsWith('.tsx'))
    .flatMap(({ path, text }) => {
      const { program, errors } = parseSync(path, text)
      expect(errors, path).toEqual([])
      return isNode(program) ? [...walk(program)].flatMap(literals).map((literal) => `${path}: ${literal.trim()}`) : []
    })
  expect(found.filter((each) => letters.test(each.slice(each.indexOf(': ') + 2)))).toEqual([])
})
