import { describe, expect, test } from 'vitest'
import { doneOf, type FirstDay, isShown } from './steps.ts'

const words = { en: 'x', 'zh-CN': 'x' }
const owner = { role: 'owner', words }
const cashier = { role: 'cashier', words }
const day = (staff: boolean, member: boolean): FirstDay => ({
  steps: [
    { step: 'staff', done: staff, roles: [owner] },
    { step: 'member', done: member, roles: [owner, cashier] },
  ],
})
const seen = { closed: false, asked: false }

describe('the guided first day', () => {
  test('counts what is done', () => {
    expect(doneOf(day(false, false))).toBe(0)
    expect(doneOf(day(true, false))).toBe(1)
    expect(doneOf(day(true, true))).toBe(2)
  })

  test('is shown to whoever can still do something, and leaves by itself', () => {
    expect(isShown(day(false, false), { ...seen, role: 'cashier' })).toBe(true)
    expect(isShown(day(false, true), { ...seen, role: 'cashier' })).toBe(false)
    expect(isShown(day(false, true), { ...seen, role: 'owner' })).toBe(true)
    expect(isShown(day(true, true), { ...seen, role: 'owner' })).toBe(false)
    expect(isShown(day(false, false), { ...seen, role: 'analyst' })).toBe(false)
  })

  test('stays away once it is put away, until it is asked for', () => {
    expect(isShown(day(false, false), { role: 'owner', closed: true, asked: false })).toBe(false)
    expect(isShown(day(false, false), { role: 'owner', closed: true, asked: true })).toBe(true)
    expect(isShown(day(true, true), { role: 'analyst', closed: false, asked: true })).toBe(true)
  })
})
