/** The words of the console, the till and the portal: complete in both languages, all of them used, and no text beside them. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { expect, test } from 'vitest'
import { traditional, traditionalSigns } from '../web/building/traditional.ts'
import { words as counterEnglish } from '../web/words/en/counter.ts'
import { words as english } from '../web/words/en/index.ts'
import { words as portalEnglish } from '../web/words/en/portal.ts'
import { words as counterChinese } from '../web/words/zh-CN/counter.ts'
import { words as chinese } from '../web/words/zh-CN/index.ts'
import { words as portalChinese } from '../web/words/zh-CN/portal.ts'

const web = fileURLToPath(new URL('../web/', import.meta.url))
const sources = ['console', 'till', 'portal', 'ui'].flatMap((folder) =>
  readdirSync(web + folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(`${web}${folder}/${name}`, 'utf8') })),
)

type Tree = { readonly [key: string]: string | Tree }

function flat(tree: Tree, before = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[before + key, value] as [string, string]] : flat(value, `${before}${key}.`),
  )
}

const en = new Map(flat({ ...english, ...counterEnglish, ...portalEnglish }))
const zh = new Map(flat({ ...chinese, ...counterChinese, ...portalChinese }))
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

test('each language is written in its own script', () => {
  const names = /languages\.[-\w]+$/
  /** Signs and figures only, or names that are the same everywhere. */
  const neutral = /^(\W|\{\{\w+\}\}|openid|unionid)*$/
  expect([...en].filter(([key, text]) => han.test(text) && !names.test(key))).toEqual([])
  expect([...zh].filter(([key, text]) => !han.test(text) && !neutral.test(text) && !names.test(key))).toEqual([])
})

test('traditional words are made of the simplified ones, with what Taiwan says otherwise, and keep their figures', () => {
  const made = [...zh].map(([key, text]) => ({ key, text, made: traditional(text) }))
  const figures = (text: string) => text.match(/\{\{\w+\}\}/g) ?? []
  expect(made.filter(({ text, made }) => String(figures(text)) !== String(figures(made)))).toEqual([])
  expect(traditional('积分、手机号、门店、验证码')).toBe('點數、手機號碼、門市、驗證碼')
  expect(traditional('简体中文')).toBe('简体中文')
  const signs = [...traditionalSigns()]
  expect(signs.length % 2).toBe(0)
  expect(signs[signs.indexOf('会') + 1]).toBe('會')
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
