/**
 * Structured logs: one JSON object a line on standard error, with the request's id where there is one.
 * Standard output is for what a person or a script asked for.
 * No personal data: what may carry some is censored here as a second line of defence; the first is not to log it.
 */
import { type Logger, pino } from 'pino'

export type Log = Logger

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Fields that name a person or open a door. They are censored one and two levels deep, where pino can do it without cost. */
const private_ = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'key',
  'keys',
  'name',
  'familyName',
  'givenName',
  'phone',
  'email',
  'address',
  'birthday',
  'openid',
  'unionid',
  'cardNumber',
  'body',
  'headers',
  'query',
]

const redacted = private_.flatMap((field) => [`*.${field}`, `*.*.${field}`])

/** An error's message can quote a row (`Key (phone)=(…)`), so of a database error only what Postgres says about its own objects is kept. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const fromPostgres = 'severity' in error
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(fromPostgres ? postgresObjects(error) : { message: error.message }),
    stack: fromPostgres ? framesOf(error) : error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

function postgresObjects(error: object): Record<string, unknown> {
  const known = ['severity', 'schema', 'table', 'column', 'constraint', 'routine']
  return Object.fromEntries(Object.entries(error).filter(([field]) => known.includes(field)))
}

/** The stack without its first lines, which repeat the message. */
function framesOf(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')
}

/** @param write where lines go, standard error by default; tests pass their own */
export function createLog(level: LogLevel, write?: { write(line: string): void }): Log {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    messageKey: 'message',
    redact: { paths: redacted, censor: '[private]' },
    serializers: { err: describeError, error: describeError },
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return pino(options, write ?? pino.destination({ dest: 2, sync: true }))
}

/** A log that says nothing, for commands whose output is for a person. */
export function silentLog(): Log {
  return pino({ level: 'silent' })
}
