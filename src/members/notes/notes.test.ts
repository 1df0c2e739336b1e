/** Notes over the whole API: who reads, writes, changes and takes back; what is kept; and that the words are nowhere in clear. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { trail } from '../../audit/trail.fixture.ts'
import { asInstant } from '../../base/time.ts'
import { rows } from '../../platform/postgres/database.ts'
import { ownData } from '../../portal/takeout.ts'
import { cookieHeader, origin, password, signIn, someone } from '../../staff/office.fixture.ts'
import { NOTES_AT_MOST } from './rules.ts'

const house = await trail()
const { app, call, db, keyWith, shop, staff } = house

type Note = {
  noteId: string
  store: string | null
  text: string | null
  version: number
  pinned: boolean
  masked: boolean
  own: boolean
}

async function person(role: string, stores?: readonly string[]): Promise<{ headers: object; staffId: string }> {
  const email = someone()
  const { member } = await staff.add('operator', {
    ...{ name: 'Wang Fang', email, role, password },
    ...(stores === undefined ? {} : { stores: [...stores] }),
  })
  return { headers: { cookie: cookieHeader((await signIn(app, email)).cookies), origin }, staffId: member.staffId }
}

const write = (member: string, body: object, headers?: object) =>
  call('POST', `/v1/members/${member}/notes`, body, headers)
const notesOf = async (member: string, headers?: object): Promise<Note[]> =>
  (await call('GET', `/v1/members/${member}/notes`, undefined, headers)).body.items

const words = '客人对花生过敏,<img src=x onerror=alert(1)>\n请致电 13800138000'

test('a note is written, pinned, changed by its author, taken back; every version stays', async () => {
  const member = await shop.member()
  const support = await person('support')
  const first = await write(member, { text: words })
  expect(first.status).toBe(201)
  await write(member, { text: 'second', pinned: true }, support.headers)
  shop.clock.set(asInstant(shop.clock.now() + 60_000))
  await write(member, { text: 'third' })
  expect((await notesOf(member)).map(({ text, pinned, own }) => ({ text, pinned, own }))).toEqual([
    { text: 'second', pinned: true, own: false },
    { text: 'third', pinned: false, own: true },
    { text: words, pinned: false, own: true },
  ])
  const url = `/v1/members/${member}/notes/${first.body.noteId}`
  expect((await call('PATCH', url, { text: 'better', version: 1 })).status).toBe(200)
  expect((await call('PATCH', url, { text: 'late', version: 1 })).body).toMatchObject({
    ...{ code: 'note.changed-meanwhile', facts: { version: 2, expected: 1 } },
  })
  expect((await call('PATCH', url, { text: 'not mine' }, support.headers)).body.code).toBe('note.of-another')
  expect((await call('PATCH', url, { pinned: true }, support.headers)).status).toBe(200)
  // The same again writes no version.
  expect((await call('PATCH', url, { pinned: true, text: 'better' })).status).toBe(200)
  expect((await call('DELETE', url, undefined, support.headers)).status).toBe(200)
  expect((await call('DELETE', url)).body.code).toBe('note.unknown')
  expect((await notesOf(member)).map(({ text }) => text)).toEqual(['second', 'third'])
  const { items } = (await call('GET', `${url}/versions`)).body
  expect(items).toMatchObject([
    { version: 1, text: words, takenBack: false, by: { name: 'Lin Wei' } },
    { version: 2, text: 'better', pinned: false },
    { version: 3, text: 'better', pinned: true, by: { id: support.staffId, name: 'Wang Fang' } },
    { version: 4, text: null, takenBack: true, by: { id: support.staffId } },
  ])
})

test('who may not read sees who wrote when, and no words; who may not write is refused', async () => {
  const member = await shop.member()
  await write(member, { text: words, pinned: true })
  const reader = await keyWith(['members.read'])
  expect(await notesOf(member, reader)).toMatchObject([{ text: null, masked: true, pinned: true, own: false }])
  const { noteId } = (await notesOf(member))[0] ?? { noteId: '' }
  expect((await call('GET', `/v1/members/${member}/notes/${noteId}/versions`, undefined, reader)).body.facts).toEqual({
    right: 'notes.read',
  })
  const both = await keyWith(['members.read', 'notes.read'])
  expect(await notesOf(member, both)).toMatchObject([{ text: words, masked: false }])
  expect((await write(member, { text: 'x' }, both)).body.facts).toEqual({ right: 'notes.write' })
  for (const role of ['support', 'manager', 'privacy-officer'])
    expect({ role, status: (await write(member, { text: 'x' }, (await person(role)).headers)).status }).toEqual({
      ...{ role, status: 201 },
    })
  for (const role of ['cashier', 'marketer', 'analyst', 'finance'])
    expect({ role, status: (await write(member, { text: 'x' }, (await person(role)).headers)).status }).toEqual({
      ...{ role, status: 403 },
    })
})

test('who acts for one store reads and changes what is noted for it, and no other store’s words', async () => {
  const member = await shop.member()
  for (const store of ['harbour', 'hill']) await call('PUT', `/v1/stores/${store}`, { name: store })
  const company = await write(member, { text: 'company' })
  await write(member, { text: 'hill', store: 'hill' })
  const { headers } = await person('support', ['harbour'])
  expect((await write(member, { text: 'ours' }, headers)).status).toBe(201)
  expect((await write(member, { text: 'theirs', store: 'hill' }, headers)).body.code).toBe('auth.other-store')
  const seen = await notesOf(member, headers)
  expect(new Set(seen.map(({ text, store }) => `${store}: ${text}`))).toEqual(
    new Set(['harbour: ours', 'hill: null', 'null: null']),
  )
  const url = `/v1/members/${member}/notes/${company.body.noteId}`
  for (const refused of [
    await call('PATCH', url, { pinned: true }, headers),
    await call('DELETE', url, undefined, headers),
    await call('GET', `${url}/versions`, undefined, headers),
  ])
    expect(refused.body).toMatchObject({ code: 'auth.other-store', facts: { store: null } })
})

test('the words are in no fact, no row of the trail, no record of idempotency, and sealed where they are kept', async () => {
  const member = await shop.member()
  const key = { 'idempotency-key': 'n1' }
  const headers = { ...(await keyWith(['members.read', 'notes.read', 'notes.write'])), ...key }
  const told = await house.toldOf(async () => {
    const { noteId } = (await write(member, { text: words }, headers)).body
    await call('PATCH', `/v1/members/${member}/notes/${noteId}`, { text: `${words}!` }, headers)
    await notesOf(member, headers)
    await call('DELETE', `/v1/members/${member}/notes/${noteId}`, undefined, headers)
  })
  expect(told).toMatchObject([
    { operation: 'writeNote', subjectId: member, details: { fields: ['text'], after: { pinned: false } } },
    { operation: 'changeNote', members: [member], details: { after: { version: 2, fields: ['text'] } } },
    { operation: 'seenInClear', members: [member], details: { after: { by: 'listNotes' } } },
    { operation: 'takeNoteBack', members: [member] },
  ])
  const timeline = (await call('GET', `/v1/members/${member}/timeline`)).body.items
  expect(timeline.slice(0, 3).map(({ kind }: { kind: string }) => kind)).toEqual([
    ...['member.note-taken-back', 'member.note-changed', 'member.note-written'],
  ])
  for (const table of ['facts', 'audit', 'idempotency', 'member_notes']) {
    const whole = JSON.stringify(await rows(db, sql`select t::text from ${sql.table(table)} t`))
    expect(whole.length).toBeGreaterThan(100)
    for (const part of ['花生', '13800138000', 'onerror'])
      expect({ table, part, there: whole.includes(part) }).toEqual({ table, part, there: false })
  }
})

test('the same key brings the same note, another text under it is refused', async () => {
  const member = await shop.member()
  const headers = { ...(await keyWith(['members.read', 'notes.read', 'notes.write'])), 'idempotency-key': 'n2' }
  const [one, two] = [await write(member, { text: 'once' }, headers), await write(member, { text: 'once' }, headers)]
  expect(two.body).toEqual(one.body)
  expect(await notesOf(member)).toHaveLength(1)
  expect((await write(member, { text: 'twice' }, headers)).body.code).toBe('idempotency.key-reused')
})

test('two changes at once make two versions, and of two who saw the same one only the first is heard', async () => {
  const member = await shop.member()
  const { noteId } = (await write(member, { text: 'a' })).body
  const url = `/v1/members/${member}/notes/${noteId}`
  const answers = await Promise.all(['b', 'c', 'd'].map((text) => call('PATCH', url, { text, version: 1 })))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412, 412])
  expect((await call('GET', `${url}/versions`)).body.items).toHaveLength(2)
})

test('notes go with a change of keys, into what the member takes away, and are forgotten with him', async () => {
  const member = await shop.member()
  const { noteId } = (await write(member, { text: words })).body
  await call('PATCH', `/v1/members/${member}/notes/${noteId}`, { text: 'second' })
  shop.keyring.add()
  while (!(await shop.members.rotateKeys()).done);
  shop.clock.set(asInstant(shop.clock.now() + 5_000))
  await shop.members.retireKeys()
  expect((await shop.members.notes.all(member))[0]?.versions.map(({ text }) => text)).toEqual([words, 'second'])
  let taken = ''
  for await (const piece of ownData(shop, member)) taken += piece
  expect(JSON.parse(taken).notes).toMatchObject([{ noteId, versions: [{ text: words }, { text: 'second' }] }])
  expect(JSON.stringify(JSON.parse(taken).notes)).not.toContain('Lin Wei')
  await shop.members.erase(member)
  expect(await notesOf(member)).toMatchObject([{ noteId, text: null, masked: false }])
  expect((await write(member, { text: 'again' })).body.code).toBe('member.erased')
})

test('a member, a note and a body that are none are refused', async () => {
  const member = await shop.member()
  const nobody = '019a0000-0000-7000-8000-000000000000'
  expect((await call('GET', `/v1/members/${nobody}/notes`)).body.code).toBe('member.unknown')
  expect((await call('GET', '/v1/members/x/notes')).body.code).toBe('member.unknown')
  expect((await write(nobody, { text: 'x' })).body.code).toBe('member.unknown')
  expect((await call('PATCH', `/v1/members/${member}/notes/${nobody}`, { pinned: true })).body.code).toBe(
    'note.unknown',
  )
  expect((await call('GET', `/v1/members/${member}/notes/x/versions`)).body.code).toBe('note.unknown')
  expect((await write(member, { text: ' ' })).body.code).toBe('member.text-not-allowed')
  expect((await write(member, { text: 'x'.repeat(2_001) })).status).toBe(422)
  for (let n = 0; n < NOTES_AT_MOST; n += 1)
    await shop.members.notes.write(
      member,
      { text: `${n}`, pinned: false, store: null },
      { by: { kind: 'key', id: 'k' }, stores: 'all' },
    )
  expect((await write(member, { text: 'one more' })).body).toMatchObject({
    code: 'member.too-many',
    facts: { what: 'notes' },
  })
})

test('notes of a merged record are read, changed and taken back on the lasting one, and are its own again afterwards', async () => {
  const by = { kind: 'staff', id: house.owner } as const
  const [from, into] = [await shop.member(), await shop.member()]
  const url = (member: string, noteId: string) => `/v1/members/${member}/notes/${noteId}`
  const old = (await write(from, { text: words, pinned: true })).body.noteId
  const gone = (await write(from, { text: 'twice' })).body.noteId
  await write(into, { text: 'lasting' })
  expect((await call('PATCH', url(into, old), { text: 'not his' })).body.code).toBe('note.unknown')
  await shop.merging.merge({ from, into, reason: 'two cards', by })
  const seen = async (member: string) =>
    (await call('GET', `/v1/members/${member}/notes`)).body.items.map((note: Note & { memberId: string }) => [
      note.memberId,
      note.text,
    ])
  expect(await seen(into)).toEqual([
    [from, words],
    [into, 'lasting'],
    [from, 'twice'],
  ])
  expect((await call('PATCH', url(into, old), { text: 'better' })).status).toBe(200)
  expect((await call('GET', `${url(into, old)}/versions`)).body.items).toMatchObject([
    { text: words },
    { text: 'better' },
  ])
  expect((await call('DELETE', url(into, gone))).status).toBe(200)
  const later = (await write(into, { text: 'since then' })).body.noteId
  expect(later).toBeTypeOf('string')
  expect((await shop.members.notes.all(into)).map(({ noteId }) => noteId)).toContain(old)
  const [merge = expect.fail()] = await shop.merging.ofMember(from)
  await shop.merging.undo(merge, by)
  expect(await seen(from)).toEqual([[from, 'better']])
  expect((await seen(into)).map(([, text]: [string, string]) => text).toSorted()).toEqual(['lasting', 'since then'])
  expect((await call('PATCH', url(into, old), { pinned: false })).body.code).toBe('note.unknown')
})

test('a note of a merged record is gone with that record’s key, and with the lasting one’s', async () => {
  const by = { kind: 'staff', id: house.owner } as const
  const [from, into] = [await shop.member(), await shop.member()]
  await write(from, { text: words })
  await write(into, { text: 'lasting' })
  await shop.merging.merge({ from, into, reason: 'two cards', by })
  await sql`delete from member_keys where member_id = ${from}::uuid`.execute(db)
  expect(new Set((await notesOf(into)).map(({ text }) => text))).toEqual(new Set(['lasting', null]))
  await shop.members.erase(into, { by })
  expect((await notesOf(into)).map(({ text }) => text)).toEqual([null, null])
})
