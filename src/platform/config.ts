/** What the operator decides, from flags and the environment. This is the only file that reads the environment. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { notNetworks } from './http/outgoing.ts'
import { type LogLevel, logLevels } from './log.ts'

/** An OpenID Connect provider, where Regulars is registered as a confidential client. */
export type SsoConfig = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** How the sign-in page calls it. */
  readonly name: string
  /** Believes addresses of which the provider does not say whether they are verified. */
  readonly trustEmail: boolean
}

export type Config = {
  /** Absolute. */ readonly dataDir: string
  /** Undefined: the bundled Postgres in the data folder. */ readonly databaseUrl: string | undefined
  /** Address to listen on. */ readonly host: string
  /** 0: any free one. */ readonly port: number
  /** Where people reach the server when that is not `http://host:port`, without a slash at the end. */
  readonly publicUrl: string | undefined
  /** The text of a key file; undefined: the file in the data folder. */ readonly keys: string | undefined
  /** IANA name; the programme's zone when it is first made. */ readonly timeZone: string
  readonly logLevel: LogLevel
  /** The identity provider for single sign-on; undefined: staff sign in with passwords and passkeys only. */
  readonly sso: SsoConfig | undefined
  /** Addresses of reverse proxies whose forwarded headers are believed. */ readonly trustProxy: string | undefined
  readonly messages: MessageSettings
  /** Undefined: nobody signs in with WeChat. */ readonly wechat: WechatSettings | undefined
  /** Networks of the company's own that webhooks may be sent into, as `10.2.0.0/16`; otherwise only into the internet. */
  readonly webhookNetworks: readonly string[]
  /** Whether the server runs the insights process beside it. */ readonly insights: boolean
}

/** The ways to members' phones and mailboxes; where one is not set, its messages stay in the outbox. */
export type MessageSettings = {
  /** `smtps://user:password@host:465`. */ readonly smtpUrl: string | undefined
  readonly mailFrom: string | undefined
  /** Where text messages are posted to. */ readonly smsUrl: string | undefined
  /** With which they are signed. */ readonly smsSecret: string | undefined
}

export type WechatSettings = {
  readonly appId: string
  readonly secret: string
  /** Where members are sent to say yes. */ readonly openUrl: string
  /** Where codes are exchanged. */ readonly apiUrl: string
}

/** Flags as the command line gives them: text, or absent. */
export type Flags = {
  readonly data?: string
  readonly database?: string
  readonly host?: string
  readonly port?: string
  readonly publicUrl?: string
  readonly timeZone?: string
  readonly logLevel?: string
}

export type Environment = Readonly<Record<string, string | undefined>>

/** The settings make no sense; the message holds one sentence for each that is wrong. */
export class ConfigUnusable extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigUnusable'
  }
}

const project = fileURLToPath(new URL('../../', import.meta.url))

/** A flag wins over the environment, which wins over the default. @throws ConfigUnusable */
export function readConfig(flags: Flags, environment: Environment = process.env): Config {
  const problems: string[] = []
  const given = (flag: string | undefined, name: string): string | undefined => {
    const value = flag ?? environment[name]
    return value === undefined || value.trim() === '' ? undefined : value.trim()
  }
  const data = given(flags.data, 'REGULARS_DATA')
  const config: Config = {
    // Where a command is run from must not decide which data it works on.
    dataDir: data === undefined ? resolve(project, 'data') : resolve(data),
    databaseUrl: postgresUrl(given(flags.database, 'DATABASE_URL'), problems),
    host: given(flags.host, 'HOST') ?? '127.0.0.1',
    port: portNumber(given(flags.port, 'PORT') ?? '8080', problems),
    publicUrl: webAddress(given(flags.publicUrl, 'REGULARS_PUBLIC_URL'), problems),
    keys: given(undefined, 'REGULARS_KEYS'),
    timeZone: zone(given(flags.timeZone, 'REGULARS_TIME_ZONE'), problems),
    logLevel: level(given(flags.logLevel, 'LOG_LEVEL') ?? 'info', problems),
    sso: identityProvider((name) => given(undefined, name), problems),
    trustProxy: given(undefined, 'REGULARS_TRUST_PROXY'),
    messages: messageSettings((name) => given(undefined, name), problems),
    wechat: wechatSettings((name) => given(undefined, name), problems),
    webhookNetworks: networks(given(undefined, 'REGULARS_WEBHOOK_NETWORKS'), problems),
    insights: onOrOff('REGULARS_INSIGHTS', given(undefined, 'REGULARS_INSIGHTS') ?? 'on', problems),
  }
  if (problems.length > 0) throw new ConfigUnusable(problems)
  return config
}

function onOrOff(name: string, text: string, problems: string[]): boolean {
  if (text !== 'on' && text !== 'off') problems.push(`${name} is "${text}"; it may be on or off.`)
  return text === 'on'
}

type Read = (name: string) => string | undefined

function messageSettings(read: Read, problems: string[]): MessageSettings {
  const smtpUrl = read('REGULARS_SMTP_URL')
  const [mailFrom, smsUrl] = [read('REGULARS_MAIL_FROM'), read('REGULARS_SMS_URL')]
  const smsSecret = read('REGULARS_SMS_SECRET')
  // These addresses can hold passwords, so no sentence repeats them.
  if (smtpUrl !== undefined && !(/^smtps?:\/\//.test(smtpUrl) && URL.canParse(smtpUrl)))
    problems.push('REGULARS_SMTP_URL is no mail server; it looks like smtps://user:password@mail.example.com:465.')
  if ((smtpUrl === undefined) !== (mailFrom === undefined))
    problems.push('REGULARS_SMTP_URL and REGULARS_MAIL_FROM are set together, or neither.')
  if (smsUrl !== undefined && !(/^https?:\/\//.test(smsUrl) && URL.canParse(smsUrl)))
    problems.push('REGULARS_SMS_URL must start with https:// or http://.')
  if ((smsUrl === undefined) !== (smsSecret === undefined))
    problems.push('REGULARS_SMS_URL and REGULARS_SMS_SECRET are set together, or neither.')
  return { smtpUrl, mailFrom, smsUrl, smsSecret }
}

function wechatSettings(read: Read, problems: string[]): WechatSettings | undefined {
  const [appId, secret] = [read('REGULARS_WECHAT_APP'), read('REGULARS_WECHAT_SECRET')]
  if (appId === undefined && secret === undefined) return undefined
  if (appId === undefined || secret === undefined) {
    problems.push('REGULARS_WECHAT_APP and REGULARS_WECHAT_SECRET are set together, or neither.')
    return undefined
  }
  return {
    ...{ appId, secret },
    openUrl: webAddress(read('REGULARS_WECHAT_OPEN_URL'), problems) ?? 'https://open.weixin.qq.com',
    apiUrl: webAddress(read('REGULARS_WECHAT_API_URL'), problems) ?? 'https://api.weixin.qq.com',
  }
}

function networks(text: string | undefined, problems: string[]): string[] {
  const given = (text ?? '').split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]))
  for (const wrong of notNetworks(given))
    problems.push(`REGULARS_WEBHOOK_NETWORKS: "${wrong}" is no network; it looks like 10.2.0.0/16 or 192.168.1.20.`)
  return given
}

/** The address can hold a password, so no sentence repeats it. */
function postgresUrl(text: string | undefined, problems: string[]): string | undefined {
  if (text === undefined) return undefined
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text))
    problems.push('DATABASE_URL is no Postgres address; it looks like postgres://user:password@host:5432/database.')
  return text
}

function portNumber(text: string, problems: string[]): number {
  const port = Number(text)
  const valid = /^\d{1,5}$/.test(text) && port <= 65_535
  if (!valid) problems.push(`The port "${text}" is no whole number from 0 to 65535 (--port or PORT).`)
  return port
}

function webAddress(text: string | undefined, problems: string[]): string | undefined {
  if (text === undefined) return undefined
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    problems.push(
      `The public address "${text}" must start with https:// or http:// (--public-url or REGULARS_PUBLIC_URL).`,
    )
  return text.replace(/\/+$/, '')
}

/** The secret is repeated in no sentence. */
function identityProvider(given: (name: string) => string | undefined, problems: string[]): SsoConfig | undefined {
  const issuer = given('REGULARS_SSO_ISSUER')
  if (issuer === undefined) return undefined
  const clientId = given('REGULARS_SSO_CLIENT_ID')
  const clientSecret = given('REGULARS_SSO_CLIENT_SECRET')
  const server = URL.canParse(issuer) ? new URL(issuer) : undefined
  const here = server !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(server.hostname)
  if (server?.protocol !== 'https:' && !(here && server.protocol === 'http:'))
    problems.push(`REGULARS_SSO_ISSUER "${issuer}" must start with https:// (http:// for this machine itself only).`)
  if (clientId === undefined || clientSecret === undefined)
    problems.push('REGULARS_SSO_ISSUER needs REGULARS_SSO_CLIENT_ID and REGULARS_SSO_CLIENT_SECRET beside it.')
  const trust = given('REGULARS_SSO_TRUST_EMAIL') ?? 'false'
  if (trust !== 'true' && trust !== 'false')
    problems.push(`REGULARS_SSO_TRUST_EMAIL is "${trust}"; it may be true or false.`)
  return {
    issuer,
    clientId: clientId ?? '',
    clientSecret: clientSecret ?? '',
    name: given('REGULARS_SSO_NAME') ?? server?.hostname ?? issuer,
    trustEmail: trust === 'true',
  }
}

function zone(text: string | undefined, problems: string[]): string {
  if (text === undefined) return new Intl.DateTimeFormat().resolvedOptions().timeZone
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    problems.push(
      `"${text}" is no time zone; use an IANA name such as Asia/Shanghai (--time-zone or REGULARS_TIME_ZONE).`,
    )
    return 'UTC'
  }
}

function level(text: string, problems: string[]): LogLevel {
  const found = logLevels.find((one) => one === text)
  if (found === undefined) problems.push(`"${text}" is no log level; use one of ${logLevels.join(', ')} (LOG_LEVEL).`)
  return found ?? 'info'
}

/** For a process that this one launches: what it was told itself, and more. */
export function inherited(added: Readonly<Record<string, string>>): Record<string, string | undefined> {
  return { ...process.env, ...added }
}
