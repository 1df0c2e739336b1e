/** Which errors of a batch are the database's weather rather than a bug. */
import pg from 'pg'

/**
 * Serialization failure, deadlock, lock timeout, unique violation by another lane, an account written outside the desk
 * (`raiseVersions` divides by zero): the same work can succeed a moment later.
 */
const passing = new Set(['40001', '40P01', '55P03', '23505', '22012'])
/** Admin shutdown, crash shutdown, cannot connect now, too many connections; connection exceptions are class 08. */
const lost = new Set(['57P01', '57P02', '57P03', '53300'])
const network = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOENT', 'ETIMEDOUT'])

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** True when the connection broke, so that a commit may or may not have happened. */
export function connectionLost(error: unknown): boolean {
  const code = codeOf(error)
  if (network.has(code)) return true
  if (error instanceof pg.DatabaseError) return lost.has(code) || code.startsWith('08')
  return (
    error instanceof Error &&
    /Connection terminated|connection error|timeout exceeded when trying to connect/i.test(error.message)
  )
}

export function worthAnotherTry(error: unknown): boolean {
  return connectionLost(error) || passing.has(codeOf(error))
}
