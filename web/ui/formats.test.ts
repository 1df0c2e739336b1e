import { expect, test } from 'vitest'
import { formatOf } from './formats.ts'

const of = (language: string) => formatOf({ language, timeZone: 'UTC', walletUnit: () => '' })

test('what stands beside each other has the marks of the language', () => {
  const said = ({ list, pair, aside }: ReturnType<typeof of>) => pair('a', list([aside('b', 'c'), 'd']))
  expect(said(of('en'))).toBe('a: b (c), d')
  expect(said(of('zh-CN'))).toBe('a：b（c）、d')
  expect(said(of('zh-TW'))).toBe('a：b（c）、d')
})
