import { afterAll, describe, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import { httpApp } from '../../platform/http/app.ts'
import { fileRoutes } from './routes.ts'

const shop = await testShop(at('2026-03-01T08:00:00Z'))
const rights = new Set(['programme.read'] as const)
const app = httpApp({ authenticate: async () => ({ kind: 'staff', id: 'ada', name: 'Ada', rights, stores: 'all' }) })
fileRoutes(app, shop)
await app.ready()
afterAll(() => app.close())

type File = { path: string; text: string }
const exported = async (of = '') => {
  const answer = await app.inject({ method: 'GET', url: `/v1/programme/files${of === '' ? '' : `?of=${of}`}` })
  return answer.json<{ code?: string; base: number; files: File[] }>()
}
const plan = async (payload: object) => {
  const answer = await app.inject({ method: 'POST', url: '/v1/programme/files/plan', payload })
  return answer.json<object>()
}
const edited = (files: readonly File[], from: string, to: string) =>
  files.map(({ path, text }) => ({ path, text: text.replace(from, to) }))

describe('the programme as files over HTTP', () => {
  test('what was exported changes nothing; what was edited is said in words with its definition', async () => {
    const { files, base } = await exported()
    expect(files.map(({ path }) => path)).toContain('wallets/points.yaml')
    expect(await plan({ files, base })).toMatchObject({ problems: [], plan: { publishable: true, changes: [] } })
    expect(await plan({ files: edited(files, 'expiryGuardPercent: 20', 'expiryGuardPercent: 30') })).toMatchObject({
      plan: {
        ...{ publishable: true, newest: 1, definition: { expiryGuardPercent: 30 } },
        changes: [{ place: 'expiryGuardPercent', before: 20, after: 30 }],
      },
    })
  })

  test('of a draft, and of no draft that there is not', async () => {
    const { definition } = shop.programme.version(1)
    const changed = { ...definition, expiryGuardPercent: 44 }
    const { draftId } = await shop.drafts.open({ name: 'x', note: '', base: null, definition: changed, by: 'ada' })
    const { base, files } = await exported(draftId)
    expect(base).toBe(1)
    expect(files.find(({ path }) => path === 'programme.yaml')?.text).toContain('expiryGuardPercent: 44')
    expect(await exported('99')).toMatchObject({ code: 'programme.version-unknown' })
    expect(await exported('nothing')).toMatchObject({ code: 'programme.draft-unknown' })
  })

  test('mistakes are named with their file and line, and nothing else is said', async () => {
    const { files } = await exported()
    expect(await plan({ files: edited(files, 'expiryGuardPercent: 20', 'expiryGuardPercent: many') })).toEqual({
      problems: [{ file: 'programme.yaml', line: 9, problem: expect.stringContaining('expiryGuardPercent') }],
    })
    expect(await plan({ files: [...files, ...files.slice(0, 1)] })).toEqual({
      problems: [{ file: 'programme.yaml', line: 1, problem: 'it is there twice' }],
    })
    expect(await plan({ files: edited(files, 'tierMultiplier: status', 'tierMultiplier: stars') })).toMatchObject({
      plan: { publishable: false, findings: [{ level: 'error', at: 'earningRules/base-points.yaml:10' }] },
    })
    const laughter = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`)
      .join('\n')}`
    expect(await plan({ files: [{ path: 'programme.yaml', text: laughter }] })).toMatchObject({
      problems: [{ file: 'programme.yaml' }],
    })
  })
})
