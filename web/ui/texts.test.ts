import { beforeAll, expect, test, vi } from 'vitest'

// What a browser has; the modules look at it when they are loaded.
vi.stubGlobal('window', { matchMedia: () => ({ matches: false, addEventListener: () => undefined }) })
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })

const { learnToWrite, nameIn, saidIn, textOf } = await import('./texts.ts')
const { languageFor } = await import('./preferences.ts')

beforeAll(() => learnToWrite('zh-TW'))

const member = { en: 'member', 'zh-CN': '会员' }

test('a text is in the language of the screen, the third written from the first', () => {
  expect([textOf(member, 'en'), textOf(member, 'zh-CN'), textOf(member, 'zh-TW')]).toEqual(['member', '会员', '會員'])
  const none = undefined as typeof member | undefined
  expect(textOf(none, 'zh-TW')).toBeUndefined()
})

test('every text of a group is written, its figures and keys stay, and it is written once', () => {
  const rules = { 会员: ['会员', { share: 5, none: null }] } as const
  const group = { en: rules, 'zh-CN': rules }
  expect(textOf(group, 'zh-TW')).toEqual({ 会员: ['會員', { share: 5, none: null }] })
  expect(textOf(group, 'zh-TW')).toBe(textOf(group, 'zh-TW'))
  expect(textOf(group, 'zh-CN')).toBe(rules)
})

test('a sentence of the server is written only where the screen is in the third language', () => {
  expect(saidIn('没有这个会员。', 'zh-TW')).toBe('沒有這個會員。')
  expect(saidIn('没有这个会员。', 'zh-CN')).toBe('没有这个会员。')
  expect(saidIn(null, 'zh-TW')).toBeNull()
})

test('a thing of the catalogue has the name that the shop gave it in that language, or in the nearest', () => {
  const plain = { name: '会员杯', translations: {} }
  expect(nameIn(plain, 'zh-TW')).toBe('会员杯')
  expect(nameIn({ name: 'Cup', translations: { 'zh-CN': '会员杯' } }, 'zh-TW')).toBe('會員杯')
  expect(nameIn({ name: 'Cup', translations: { 'zh-CN': '会员杯', 'zh-TW': '馬克杯' } }, 'zh-TW')).toBe('馬克杯')
  expect(nameIn({ name: 'Cup', translations: { 'zh-CN': '会员杯' } }, 'en')).toBe('Cup')
})

test('a browser of Taiwan, Hong Kong or Macao is greeted in traditional Chinese', () => {
  expect(['zh-TW', 'zh-Hant', 'zh-Hant-HK', 'zh-HK', 'zh-MO'].map(languageFor)).toEqual(Array(5).fill('zh-TW'))
  expect(['zh', 'zh-CN', 'zh-Hans-SG', 'en-GB', 'fr'].map(languageFor)).toEqual(['zh-CN', 'zh-CN', 'zh-CN', 'en', 'en'])
})
