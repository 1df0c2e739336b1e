/** Talking to the server: answers come as values, everything else is thrown as `Trouble`. */
import { createRegulars, type Problem, type paths } from '@regulars/sdk'
import i18next from 'i18next'
import { language } from './preferences.ts'

type Asking = () => Promise<boolean>

/** Who asks the person for a proof when the server wants one first (403 `auth.confirm-first`). */
export const confirmation = {
  asking: undefined as Asking | undefined,
  /** What was refused meanwhile waits for the same answer. */
  pending: undefined as Promise<boolean> | undefined,
  /** @returns takes it back */
  askedBy(asking: Asking): () => void {
    confirmation.asking = asking
    return () => {
      if (confirmation.asking === asking) confirmation.asking = undefined
    }
  },
}

async function confirmed(): Promise<boolean> {
  confirmation.pending ??= (confirmation.asking?.() ?? Promise.resolve(false)).finally(() => {
    confirmation.pending = undefined
  })
  return confirmation.pending
}

const JSON_TYPE = 'application/json'

/** As `fetch`; what the server does only after a proof is sent once more when the person has given it. */
async function fetchProved(request: Request): Promise<Response> {
  const { headers, method } = request
  if (credential.bearer !== undefined) headers.set('authorization', `Bearer ${credential.bearer}`)
  // Files are streams, which can be read once; nothing that takes a file wants a proof.
  const again =
    method === 'GET' || headers.get('content-type')?.startsWith(JSON_TYPE) === false ? undefined : request.clone()
  const answer = await fetch(request)
  if (answer.status !== 403 || again === undefined) return answer
  const problem: unknown = await answer
    .clone()
    .json()
    .catch(() => undefined)
  if (!isProblem(problem) || problem.code !== 'auth.confirm-first') return answer
  return (await confirmed()) ? fetch(again) : answer
}

/** What a window sends in place of the cookies: a member of staff who sees what a member sees. Undefined everywhere else. */
export const credential = { bearer: undefined as string | undefined }

/** What is asked for before the page's words are there is asked for in the language that they will be in. */
const locale = () => (i18next.isInitialized ? i18next.language : language.get())

export const regulars = createRegulars({ baseUrl: '', locale, fetch: fetchProved })

/** What a route answers: `Answer<'/v1/members', 'get'>`. */
export type Answer<P extends keyof paths, M extends keyof paths[P]> = paths[P][M] extends {
  responses: { 200: { content: { 'application/json': infer Body } } }
}
  ? Body
  : never

/** What a route takes: `Sent<'/v1/keys', 'post'>`. */
export type Sent<P extends keyof paths, M extends keyof paths[P]> = paths[P][M] extends {
  requestBody: { content: { 'application/json': infer Body } }
}
  ? Body
  : never

/** Why an answer did not come. `message` is the server's sentence; empty when the server was not reached. */
export class Trouble extends Error {
  /** HTTP status; 0 when the server was not reached. */
  readonly status: number
  readonly code: string
  constructor({ title, status, code }: Pick<Problem, 'title' | 'status' | 'code'>) {
    super(title)
    this.name = 'Trouble'
    this.status = status
    this.code = code
  }
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Trouble
  }
}

export type Call<Body> = Promise<{ data?: Body; error?: unknown; response: Response }>

/** @throws Trouble */
export async function ask<Body>(call: Call<Body>): Promise<Body> {
  const { data, response } = await outcome(call)
  if (data === undefined) throw new Trouble({ title: '', status: response.status, code: 'answer.empty' })
  return data
}

/** For routes that answer with nothing. @throws Trouble */
export async function tell(call: Call<unknown>): Promise<void> {
  await outcome(call)
}

async function outcome<Body>(call: Call<Body>) {
  const answer = await call.catch(() => {
    throw new Trouble({ title: '', status: 0, code: 'server.unreachable' })
  })
  if (answer.response.ok) return answer
  const { error, response } = answer
  if (isProblem(error)) throw new Trouble(error)
  throw new Trouble({ title: '', status: response.status, code: 'answer.unreadable' })
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'title' in value &&
    typeof value.title === 'string' &&
    'status' in value &&
    typeof value.status === 'number' &&
    'code' in value &&
    typeof value.code === 'string'
  )
}

/** A key for one intended write: asking again after a broken connection then has one effect. */
export function newKey(): string {
  // Not randomUUID: it is missing where the console is opened over plain http in a shop's own network.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
