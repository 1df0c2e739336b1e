import { expect, test } from 'vitest'
import { statedOrigin } from './origins.ts'

test('a browser tells our own pages from others, and a sibling host is another', () => {
  const own = ['https://loyalty.example']
  const of = (fetchSite: string | undefined, from: string | undefined) => statedOrigin({ fetchSite, origin: from, own })
  expect(of('same-origin', undefined)).toBe('same')
  expect(of('same-site', 'https://loyalty.example')).toBe('other')
  expect(of('cross-site', 'https://loyalty.example')).toBe('other')
  expect(of('none', undefined)).toBe('other')
  expect(of(undefined, 'https://loyalty.example')).toBe('same')
  expect(of(undefined, 'http://loyalty.example')).toBe('other')
  expect(of(undefined, 'https://loyalty.example.evil.test')).toBe('other')
  expect(of(undefined, 'null')).toBe('other')
  expect(of(undefined, undefined)).toBe('unstated')
})
