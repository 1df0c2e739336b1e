import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answers, gramsOfName, gramsOfQuestion } from './search.ts'

function finds(question: string, name: string): boolean {
  const sought = gramsOfQuestion(question)
  return sought.size > 0 && sought.isSubsetOf(gramsOfName(name)) && answers(question, [name])
}

describe('part of a name finds it', () => {
  test.each([
    ['张', '张三丰'],
    ['三丰', '张三丰'],
    ['丰', '张三丰'],
    ['smi', 'John Smith'],
    ['MITH', 'John Smith'],
    ['j', 'John Smith'],
    ['jo sm', 'John Smith'],
    ['smith john', 'John Smith'],
    ['zoe', 'Zoë Müller'],
    ['muller', 'Zoë Müller'],
    ['𠮷', '𠮷野家'],
    ['علي', 'محمد علي'],
    ['野', '𠮷野家'],
    ['李ann', 'Ann李'],
    ['김', '김철수'],
  ])('%s finds %s', (question, name) => {
    expect(finds(question, name)).toBe(true)
  })

  test.each([
    ['张丰', '张三丰'],
    ['ohn', 'Jon'],
    ['mi', 'John Smith'],
    ['aba', 'ab ba'],
    ['abcabc', 'abca bcab cabc'],
    ['', 'Ann'],
    ['!!!', 'Ann'],
  ])('%s does not find %s', (question, name) => {
    expect(finds(question, name)).toBe(false)
  })
})

test('every part of a word of at least three letters finds the name', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z]{3,12}$/),
      fc.stringMatching(/^[a-z]{3,12}$/),
      fc.nat(9),
      fc.nat(9),
      (a, b, from, size) => {
        const part = a.slice(Math.min(from, a.length - 3)).slice(0, size + 3)
        expect(finds(part, `${b} ${a}`)).toBe(true)
      },
    ),
  )
})

test('every part of a Chinese name finds it, and a sign that it lacks does not', () => {
  const signs = fc.stringMatching(/^[张三李四王五赵六]{1,6}$/)
  fc.assert(
    fc.property(signs, fc.nat(5), fc.nat(5), (name, from, size) => {
      const part = name.slice(from % name.length).slice(0, size + 1)
      expect(finds(part, name)).toBe(true)
      expect(finds(`${part}钱`, name)).toBe(false)
    }),
  )
})
