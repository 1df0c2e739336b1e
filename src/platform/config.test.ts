import { isAbsolute, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { type Environment, readConfig } from './config.ts'

test('without flags and environment the defaults hold, wherever the command is run from', () => {
  const config = readConfig({}, {})
  expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', logLevel: 'info', databaseUrl: undefined })
  expect(isAbsolute(config.dataDir)).toBe(true)
  expect(config.dataDir).toBe(resolve(import.meta.dirname, '../../data'))
})

test('a flag wins over the environment', () => {
  const environment = { PORT: '9000', REGULARS_DATA: '/from/environment', REGULARS_TIME_ZONE: 'Europe/Paris' }
  expect(readConfig({ port: '9001', data: '/from/flag' }, environment)).toMatchObject({
    port: 9001,
    dataDir: '/from/flag',
    timeZone: 'Europe/Paris',
  })
})

test('an empty variable counts as absent', () => {
  expect(readConfig({}, { DATABASE_URL: ' ', PORT: '' })).toMatchObject({ databaseUrl: undefined, port: 8080 })
})

const wrong: [string, Environment, string][] = [
  ['a port out of range', { PORT: '65536' }, 'no whole number from 0 to 65535'],
  ['a port with a fraction', { PORT: '80.5' }, 'no whole number'],
  ['another database', { DATABASE_URL: 'mysql://u:secret@h/d' }, 'no Postgres address'],
  ['an unknown zone', { REGULARS_TIME_ZONE: 'Mars/Olympus' }, 'no time zone'],
  ['an unknown level', { LOG_LEVEL: 'loud' }, 'no log level'],
  ['a public address without a scheme', { REGULARS_PUBLIC_URL: 'club.example.com' }, 'must start with https://'],
]
const provider = { REGULARS_SSO_ISSUER: 'https://id.example.com/realm', REGULARS_SSO_CLIENT_ID: 'regulars' }
wrong.push(
  ['an identity provider without the secret', provider, 'REGULARS_SSO_CLIENT_SECRET beside it'],
  [
    'an identity provider over plain http',
    { ...provider, REGULARS_SSO_ISSUER: 'http://id.example.com', REGULARS_SSO_CLIENT_SECRET: 'secret' },
    'must start with https://',
  ],
  [
    'a trust that is neither yes nor no',
    { ...provider, REGULARS_SSO_CLIENT_SECRET: 'secret', REGULARS_SSO_TRUST_EMAIL: 'perhaps' },
    'may be true or false',
  ],
)
test.each(wrong)('%s is refused with a sentence that repeats no secret', (_what, environment, sentence) => {
  expect(() => readConfig({}, environment)).toThrow(sentence)
  expect(() => readConfig({}, environment)).not.toThrow('secret')
})

test('all that is wrong is said at once', () => {
  expect(() => readConfig({}, { PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/"x"[\s\S]*"y"/)
})

test('an identity provider is called by its host unless it has a name, and is not believed more than it says', () => {
  expect(readConfig({}, {}).sso).toBeUndefined()
  const environment = { ...provider, REGULARS_SSO_CLIENT_SECRET: 'hidden' }
  expect(readConfig({}, environment).sso).toEqual({
    issuer: 'https://id.example.com/realm',
    clientId: 'regulars',
    clientSecret: 'hidden',
    name: 'id.example.com',
    trustEmail: false,
  })
})
