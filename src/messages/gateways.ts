/** The ways out: an SMTP server for e-mail, a web address for SMS; where none is set, messages stay in the outbox for staff to read. */
import { createHmac } from 'node:crypto'

export const channels = ['sms', 'email'] as const
export type Channel = (typeof channels)[number]

export type Letter = {
  readonly messageId: string
  readonly channel: Channel
  readonly purpose: string
  /** E.164, or an e-mail address. */
  readonly receiver: string
  readonly subject: string
  readonly text: string
}

export type Gateway = {
  readonly name: string
  /** @throws UndeliveredError with a sentence that holds nothing personal */
  send(letter: Letter): Promise<void>
}

/** The gateway did not take the message. `final`: it never will. */
export class UndeliveredError extends Error {
  readonly final: boolean
  constructor(problem: string, final: boolean) {
    super(problem)
    this.name = 'UndeliveredError'
    this.final = final
  }
}

/** What the operator set; a channel without a gateway keeps its messages in the outbox. */
export type GatewaySettings = {
  readonly smtpUrl: string | undefined
  readonly mailFrom: string | undefined
  readonly smsUrl: string | undefined
  readonly smsSecret: string | undefined
}

export type Gateways = Readonly<Record<Channel, Gateway>>

/** Its messages are shown in the console's outbox, which makes the one machine of a trial a whole shop. */
export const development: Gateway = { name: 'development', send: async () => {} }

const SEND_MILLISECONDS = 10_000

export function gateways(settings: GatewaySettings): Gateways {
  const { smtpUrl, mailFrom, smsUrl, smsSecret } = settings
  return {
    email: smtpUrl === undefined || mailFrom === undefined ? development : smtp(smtpUrl, mailFrom),
    sms: smsUrl === undefined ? development : webhook(smsUrl, smsSecret ?? ''),
  }
}

/**
 * Posts `{messageId, to, text, purpose}` as JSON. `x-regulars-signature` is `sha256=` and the HMAC-SHA-256 of the body in hex.
 * The receiver answers 2xx; 4xx other than 408 and 429 means never.
 */
function webhook(url: string, secret: string): Gateway {
  return {
    name: 'webhook',
    async send({ messageId, receiver, text, purpose }) {
      const body = JSON.stringify({ messageId, to: receiver, text, purpose })
      const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-regulars-signature': signature },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(SEND_MILLISECONDS),
      }).catch(() => {
        throw new UndeliveredError('the gateway could not be reached', false)
      })
      await answer.body?.cancel()
      if (answer.ok) return
      const final = answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429
      throw new UndeliveredError(`the gateway answered ${answer.status}`, final)
    },
  }
}

/** nodemailer is loaded with the first e-mail. */
function smtp(url: string, from: string): Gateway {
  let transport: Promise<{ sendMail(mail: object): Promise<unknown> }> | undefined
  const open = async () => {
    const { createTransport } = await import('nodemailer')
    const timeouts = { connectionTimeout: SEND_MILLISECONDS, socketTimeout: SEND_MILLISECONDS }
    return createTransport({
      url,
      pool: true,
      maxConnections: 2,
      ...timeouts,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }
  return {
    name: 'smtp',
    async send({ messageId, receiver, subject, text }) {
      transport ??= open()
      try {
        await (await transport).sendMail({
          from,
          to: { name: '', address: receiver },
          subject,
          text,
          headers: { 'X-Regulars-Message': messageId, 'Auto-Submitted': 'auto-generated' },
        })
      } catch (error) {
        const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
        throw new UndeliveredError(
          code === 0 ? 'the mail server could not be reached' : `the mail server answered ${code}`,
          code >= 500 && code < 600,
        )
      }
    },
  }
}
