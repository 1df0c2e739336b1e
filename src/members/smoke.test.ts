import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { systemClock } from '../platform/clock.ts'
import { systemIds } from '../platform/ids.ts'
import { openKeyring } from '../platform/keyring.ts'
import { membersService } from './service.ts'
const { db } = await testDatabase()
const keyring = openKeyring({ folder: mkdtempSync(join(tmpdir(), 'keys-')), clock: systemClock })
const members = membersService({ db, clock: systemClock, ids: systemIds, keyring })
test('smoke', async () => {
  const a = await members.enrol({ phone: '13812341234', name: '张三丰', email: 'A@X.com' })
  console.log(a, await members.get(a.memberId))
  console.log(await members.list({ q: '三' }), await members.list({ q: '1234' }), await members.list({ q: 'a@x.com' }))
  await members.update(a.memberId, { phone: '13912345678', name: 'Zoë Smith', addTags: ['vip'] })
  console.log(await members.get(a.memberId), await members.list({ q: 'zoe smi' }), (await members.timeline(a.memberId, {})).items)
  const many = Array.from({ length: 20000 }, (_, i) => ({ name: i % 2 ? `张${'伟芳娜敏静'.charAt(i % 5)}` : `John Smith${i}`, phone: `+86137${String(10000000 + i)}`, identities: [{ kind: 'external' as const, source: 'shop', value: String(i) }, { kind: 'email' as const, value: `m${i}@example.com` }] }))
  let t = performance.now()
  const out = await members.enrolMany(many)
  console.log('enrolMany', performance.now() - t, out[0], out.filter((o) => o.outcome !== 'enrolled').length)
  console.log((globalThis as any).TT)
  t = performance.now(); const again = await members.enrolMany(many); console.log('again', performance.now() - t, again.filter((o) => o.outcome !== 'existing').length)
  t = performance.now(); await members.resolveMany(many.slice(0, 1000).map((m) => m.identities[0] ?? { kind: 'phone', value: '' })); console.log('resolve 1000', performance.now() - t)
  for (const q of ['17850', 'shop:17850', '张伟', 'smith17', '0123', 'm7@example.com', '张', 'j']) { t = performance.now(); const r = await members.list({ q }); console.log(q, r.items.length, performance.now() - t) }
  expect(1).toBe(1)
}, 60000)
