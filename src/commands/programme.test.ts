import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from '../../tests/support/processes.ts'
import { testShop } from '../../tests/support/shop.ts'

const shop = await testShop()
const home = temporaryFolder('programme')
const folder = join(home, 'files')

/** The command as a process of its own. */
async function regulars(...args: string[]) {
  const program = runCommand('programme', ...args, '--database', shop.url, '--data', join(home, 'data'))
  return { code: await program.ended, says: program.output() }
}
const path = (name: string) => join(folder, name)
const edit = (name: string, from: string, to: string) =>
  writeFileSync(path(name), readFileSync(path(name), 'utf8').replace(from, to))
const newest = async () => {
  await shop.programme.refresh()
  return shop.programme.versions()[0]
}

beforeAll(() => regulars('export', folder))

describe('the programme as files', () => {
  test('exported and applied changes nothing', async () => {
    expect(readdirSync(folder).toSorted()).toEqual(['earningRules', 'ladders', 'programme.yaml', 'wallets'])
    expect(await regulars('apply', folder, '--note', 'again')).toEqual({
      ...{ code: 0, says: 'The files say what the newest version says: version 1\n' },
    })
    expect((await newest())?.version).toBe(1)
    expect((await regulars('export', folder)).says).toBe(`Version 1 is in ${folder}; 6 files were as they are.\n`)
  })

  test('is planned in words, applied, and exported without touching comments', async () => {
    edit('earningRules/base-points.yaml', 'points: 1', 'points: 2 # for May')
    const plan = await regulars('plan', folder)
    expect(plan).toMatchObject({ code: 0, says: expect.stringContaining('  + 2 points per 1 whole currency unit') })
    expect(plan.says).toContain(`regulars programme apply ${folder} --base 1`)
    expect((await newest())?.version).toBe(1)
    expect((await regulars('plan', folder, '--language', 'zh-CN')).says).toContain(
      '修改：积分规则“消费积分”（base-points）',
    )
    const applied = await regulars('apply', folder, '--note', 'May', '--at', '2099-05-01T00:00:00+08:00')
    expect(applied).toMatchObject({ code: 0, says: expect.stringContaining('Published as version 2.') })
    expect(await newest()).toMatchObject({ version: 2, note: 'May', publishedBy: 'command line' })
    expect((await regulars('export', folder)).says).toContain('6 files were as they are')
    expect(readFileSync(path('earningRules/base-points.yaml'), 'utf8')).toContain('# for May')
  })

  test('is joined with what was published since, or refused with the line that contradicts', async () => {
    const before = await newest()
    if (before === undefined) throw new Error('there is no version')
    const definition = { ...before.definition, expiryGuardPercent: 35 }
    await shop.programme.publish({ definition, effectiveAt: before.effectiveAt, note: 'guard', by: 'ada' })
    edit('programme.yaml', 'expiryGuardPercent: 20', 'expiryGuardPercent: 40')
    const refused = await regulars('apply', folder, '--base', '2', '--note', 'x', '--overtake')
    expect(refused.code).toBe(1)
    expect(refused.says).toContain(
      'programme.yaml:9 error: expiryGuardPercent: version 3 changed it in another way since version 2',
    )
    edit('programme.yaml', 'expiryGuardPercent: 40', 'expiryGuardPercent: 20')
    edit('wallets/points.yaml', 'months: 12', 'months: 24')
    const late = await regulars('apply', folder, '--base', '2', '--note', 'two years')
    expect(late).toMatchObject({
      code: 1,
      says: expect.stringContaining('Version 3 takes effect only at 2099-04-30T16:00'),
    })
    const joined = await regulars('apply', folder, '--base', '2', '--note', 'two years', '--overtake')
    expect(joined).toMatchObject({ code: 0, says: expect.stringContaining('Published as version 4.') })
    expect(await newest()).toMatchObject({
      definition: { expiryGuardPercent: 35, wallets: [{ expiry: { months: 24 } }, {}] },
    })
    expect((await regulars('export', folder)).says).toContain('written programme.yaml\n')
  })

  test('with what is wrong is not applied: every mistake with its file and line', async () => {
    edit('earningRules/base-points.yaml', 'tierMultiplier: status', 'tierMultiplier: stars')
    const wrong = await regulars('apply', folder, '--note', 'x')
    expect(wrong.code).toBe(1)
    expect(wrong.says).toMatch(
      /earningRules\/base-points\.yaml:10 error: .*there is no ladder stars \(programme\.invalid\)/,
    )
    edit('earningRules/base-points.yaml', 'tierMultiplier: stars', 'tierMultiplier: [status')
    expect((await regulars('plan', folder)).says).toMatch(/files\/earningRules\/base-points\.yaml:1[01] /)
    edit('earningRules/base-points.yaml', 'tierMultiplier: [status', 'tierMultiplier: status')
    mkdirSync(path('offer'))
    writeFileSync(path('offer/spring.yml'), 'code: spring\n')
    expect((await regulars('plan', folder)).says).toMatch(/files\/offer\/spring\.yml:1 nothing is expected here/)
    expect((await newest())?.version).toBe(4)
  })

  test('an item that is gone from the programme goes from the folder when that is asked', async () => {
    writeFileSync(path('earningRules/old.yaml'), 'code: old\n')
    const kept = await regulars('export', folder, '--version-number', '4')
    expect(kept.says).toContain('not in version 4: earningRules/old.yaml (--prune removes it)\n')
    expect(readdirSync(path('earningRules'))).toContain('old.yaml')
    expect((await regulars('export', folder, '--prune')).says).toContain('removed earningRules/old.yaml\n')
    expect(readdirSync(path('earningRules'))).not.toContain('old.yaml')
    expect(await regulars('export', folder, '--version-number', '99')).toMatchObject({
      ...{ code: 1, says: 'There is no version 99 of the programme.\n' },
    })
    expect(await regulars('plan', join(home, 'nowhere'))).toMatchObject({ code: 1 })
  })

  test('where others have to agree it is proposed instead, and again when it changed; an operator may answer for it alone', async () => {
    const before = await newest()
    if (before === undefined) throw new Error('there is no version')
    const definition = { ...before.definition, publishing: { approvals: 1 } }
    await shop.programme.publish({ definition, effectiveAt: before.effectiveAt, note: 'four eyes', by: 'ada' })
    rmSync(path('offer'), { recursive: true })
    await regulars('export', folder)
    edit('programme.yaml', 'expiryGuardPercent: 35', 'expiryGuardPercent: 30')
    const apply = (...more: string[]) => regulars('apply', folder, '--note', 'guard', '--overtake', ...more)
    expect(await apply()).toMatchObject({
      ...{ code: 1, says: expect.stringContaining('1 other person(s) must approve it') },
    })
    const proposed = await apply('--propose', 'guard')
    expect(proposed).toMatchObject({
      code: 0,
      says: expect.stringMatching(/waits for others to approve it, as proposal/),
    })
    edit('programme.yaml', 'expiryGuardPercent: 30', 'expiryGuardPercent: 31')
    expect(await apply('--propose', 'guard')).toMatchObject({ code: 0 })
    const page = { draftId: null, open: false, before: null, limit: 10 }
    expect(await shop.drafts.proposals(page)).toMatchObject([
      { state: 'open', revision: 2, draftName: 'guard', proposedBy: 'command line' },
      { state: 'void', revision: 1 },
    ])
    expect((await newest())?.version).toBe(5)
    expect(await apply('--without-approval')).toMatchObject({ code: 0 })
    expect(await newest()).toMatchObject({ version: 6, approval: 'waived', definition: { expiryGuardPercent: 31 } })
  })
})
