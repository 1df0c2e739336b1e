import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { testShop } from '../../tests/support/shop.ts'
import { asInstant } from '../base/time.ts'
import { systemIds } from '../platform/ids.ts'
import { row, transaction } from '../platform/postgres/database.ts'
import { development, type Gateway, gateways, type Letter, UndeliveredError } from './gateways.ts'
import { messagesService, type Wish } from './service.ts'

const shop = await testShop()
const minute = 60_000
const wait = (milliseconds: number) => shop.clock.set(asInstant(shop.clock.now() + milliseconds))
const nowhere = { smtpUrl: undefined, mailFrom: undefined, smsUrl: undefined, smsSecret: undefined }

function open(sms: Gateway) {
  const errors: unknown[] = []
  const messages = messagesService({
    ...{ db: shop.db, clock: shop.clock, ids: systemIds, keyring: shop.keyring },
    gateways: { sms, email: development },
    onError: (error) => errors.push(error),
  })
  const wish = (text: string): Wish => ({
    ...{ memberId: null, channel: 'sms', purpose: 'code-sign-in', receiver: '+8613812341234', subject: '', text },
    lapsesAt: asInstant(shop.clock.now() + 10 * minute),
  })
  const send = async (text: string) => {
    const kept = await transaction(shop.db, (tx) => messages.add(tx, wish(text)))
    messages.deliver(kept)
    await messages.settled()
    return kept.messageId
  }
  const line = async (messageId: string) =>
    (await messages.outbox({ before: null, limit: 50 })).find((one) => one.messageId === messageId)
  return { messages, wish, send, line, errors }
}

function letter(more: Partial<Letter> = {}): Letter {
  return {
    messageId: 'm-1',
    channel: 'sms',
    purpose: 'test',
    receiver: '+8613812341234',
    subject: 'Hello',
    text: '你好',
    ...more,
  }
}

describe('the outbox', () => {
  test('shows the text where no gateway is set, to nobody else; the receiver is masked', async () => {
    const { send, line } = open(development)
    expect(await line(await send('your code is 123456'))).toMatchObject({
      state: 'sent',
      gateway: 'development',
      receiver: '+86 138****1234',
      text: 'your code is 123456',
    })
    const real = open({ name: 'webhook', send: async () => {} })
    expect(await real.line(await real.send('secret'))).toMatchObject({ state: 'sent', text: null })
  })

  test('a gateway that is away is asked again, later and later, until the message is worth nothing', async () => {
    let tries = 0
    const { messages, send, line } = open({
      name: 'webhook',
      send: async () => {
        tries += 1
        throw new UndeliveredError('the gateway could not be reached', false)
      },
    })
    const id = await send('hello')
    expect(await line(id)).toMatchObject({ state: 'waiting', problem: 'the gateway could not be reached', attempts: 1 })
    await messages.sweep()
    expect(tries).toBe(1)
    wait(2 * minute)
    await messages.sweep()
    expect(tries).toBe(2)
    wait(11 * minute)
    await messages.sweep()
    expect(await line(id)).toMatchObject({ state: 'failed' })
    wait(60 * minute)
    await messages.sweep()
    expect(tries).toBeLessThanOrEqual(3)
  })

  test('what a gateway will never take is not tried again', async () => {
    let tries = 0
    const { messages, send, line } = open({
      name: 'webhook',
      send: async () => {
        tries += 1
        throw new UndeliveredError('the gateway answered 400', true)
      },
    })
    const id = await send('hello')
    wait(5 * minute)
    await messages.sweep()
    expect(tries).toBe(1)
    expect(await line(id)).toMatchObject({ state: 'failed', problem: 'the gateway answered 400' })
  })

  test('two processes send a message once', async () => {
    let sent = 0
    const gateway = {
      name: 'webhook',
      send: async () => {
        sent += 1
      },
    }
    const [one, two] = [open(gateway), open(gateway)]
    await transaction(shop.db, (tx) => one.messages.add(tx, one.wish('once')))
    await Promise.all([one.messages.sweep(), two.messages.sweep()])
    expect(sent).toBe(1)
  })

  test('is sealed in the database, and its contents are gone a day after it lapsed', async () => {
    const { messages, send, line } = open(development)
    const id = await send('hidden words')
    const stored = () =>
      row(shop.db, sql<{ text: string }>`select messages::text as text from messages where message_id = ${id}::uuid`)
    expect((await stored())?.text).not.toContain(Buffer.from('hidden').toString('hex'))
    expect((await stored())?.text).not.toContain('hidden')
    wait(25 * 60 * minute)
    await messages.sweep()
    expect(await line(id)).toMatchObject({ receiver: null, text: null, state: 'sent' })
  })
})

describe('SMS to a web address', () => {
  const seen: { body: string; signature: string }[] = []
  let status = 200
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      seen.push({ body, signature: String(request.headers['x-regulars-signature']) })
      response.writeHead(status).end()
    })
  })
  afterAll(() => server.close())

  test('is signed; 4xx is final, 429, 5xx and silence are not', async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${portOf(server.address())}/sms`
    const { sms } = gateways({ ...nowhere, smsUrl: url, smsSecret: 'shared' })
    await sms.send(letter())
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      messageId: 'm-1',
      to: '+8613812341234',
      text: '你好',
      purpose: 'test',
    })
    expect(seen[0]?.signature).toBe(
      `sha256=${createHmac('sha256', 'shared')
        .update(seen[0]?.body ?? '')
        .digest('hex')}`,
    )
    for (const [answer, final] of [
      [400, true],
      [429, false],
      [503, false],
    ] as const) {
      status = answer
      await expect(sms.send(letter())).rejects.toMatchObject({ final, message: `the gateway answered ${answer}` })
    }
    const gone = gateways({ ...nowhere, smsUrl: 'http://127.0.0.1:9/sms', smsSecret: 'x' })
    await expect(gone.sms.send(letter())).rejects.toMatchObject({ final: false })
  })
})

describe('e-mail', () => {
  const mails: string[] = []
  let refuse: string | undefined
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    talk(socket)
  })
  afterAll(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })

  /** As much of SMTP (RFC 5321) as a client needs to hand over a mail. */
  function talk(socket: Socket): void {
    let mail: string[] | undefined
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 here')
    createInterface({ input: socket }).on('line', (line) => {
      if (mail !== undefined) {
        if (line !== '.') return void mail.push(line)
        mails.push(mail.join('\n'))
        mail = undefined
        return void say('250 kept')
      }
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'RCPT' && refuse !== undefined) return void say(refuse)
      if (verb === 'DATA') mail = []
      say(verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 yes')
    })
    socket.on('error', () => {})
  }

  test('reaches a mail server with subject and text; what it refuses for good is final', async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { email } = gateways({
      ...nowhere,
      smtpUrl: `smtp://127.0.0.1:${portOf(server.address())}?ignoreTLS=true`,
      mailFrom: 'Shop <shop@example.com>',
    })
    await email.send(letter({ channel: 'email', receiver: 'ada@example.com' }))
    expect(mails[0]).toMatch(/^From: Shop <shop@example\.com>$/m)
    expect(mails[0]).toMatch(/^To: <?ada@example\.com>?$/m)
    expect(mails[0]).toMatch(/^Subject: Hello$/m)
    expect(Buffer.from(mails[0]?.split('\n\n').at(-1) ?? '', 'base64').toString()).toContain('你好')
    refuse = '550 nobody here'
    await expect(email.send(letter({ receiver: 'none@example.com' }))).rejects.toMatchObject({ final: true })
    refuse = '451 later'
    await expect(email.send(letter({ receiver: 'ada@example.com' }))).rejects.toMatchObject({ final: false })
    // One receiver is one receiver, whatever stands in the address.
    refuse = undefined
    const before = mails.length
    await email.send(letter({ receiver: 'a@example.com, b@example.com' })).catch(() => undefined)
    expect(mails.slice(before).join('\n')).not.toMatch(/^To:.*a@example\.com>?, <?b@/m)
  })
})

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}
