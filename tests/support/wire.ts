/**
 * HTTP/1.1 on a bare socket: cheap enough to load a server from the same machine, and able to do what a polite client
 * never does, such as holding the last byte back until two hundred others are as far, or leaving before the answer.
 */
import { connect, type Socket } from 'node:net'

export type Reply = { readonly status: number; readonly body: Buffer }

export type Wire = {
  /** Sends a whole request and resolves with its answer; one at a time. @throws Broken */
  ask(request: Buffer): Promise<Reply>
  /** Sends all but the last byte; `release` sends that and resolves with the answer. */
  hold(request: Buffer): { release(): Promise<Reply> }
  /** Resolves when the first byte of an answer is there; what follows is not read. */
  firstByte(): Promise<void>
  close(): void
}

/** The connection ended before a whole answer was there: the outcome is unknown. */
export class Broken extends Error {}

export type Ask = {
  readonly method: 'GET' | 'PUT' | 'POST'
  readonly path: string
  /** API key. */ readonly key: string
  readonly idempotencyKey?: string
  readonly body?: string
}

export function requestOf({ method, path, key, idempotencyKey, body }: Ask): Buffer {
  const idempotency = idempotencyKey === undefined ? '' : `idempotency-key: ${idempotencyKey}\r\n`
  const content =
    body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
  const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\n${idempotency}${content}\r\n`
  return Buffer.from(head + (body ?? ''))
}

/** The first answer in the buffer and its length in bytes; undefined until it is complete. */
export function replyIn(buffer: Buffer): { reply: Reply; bytes: number } | undefined {
  const headEnd = buffer.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const head = buffer.toString('latin1', 0, headEnd)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined && !/^HTTP\/1\.1 (1\d\d|204|304)/.test(head))
    throw new Error(`no content-length in:\n${head}`)
  const bytes = headEnd + 4 + Number(length ?? 0)
  if (buffer.length < bytes) return undefined
  return { reply: { status: Number(head.slice(9, 12)), body: buffer.subarray(headEnd + 4, bytes) }, bytes }
}

/** @throws Broken when nobody listens */
export function openWire(port: number): Promise<Wire> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => reject(new Broken(error.message)))
    socket.once('connect', () => resolve(wireOn(socket)))
  })
}

type Waiting = { readonly resolve: (reply: Reply) => void; readonly reject: (error: Error) => void }

function wireOn(socket: Socket): Wire {
  let received: Buffer = Buffer.alloc(0)
  let waiting: Waiting | undefined
  let heard = (): void => {}
  const broke = (reason: string): void => {
    waiting?.reject(new Broken(reason))
    waiting = undefined
  }
  socket.on('data', (chunk: Buffer) => {
    heard()
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const found = replyIn(received)
    if (found === undefined) return
    received = received.subarray(found.bytes)
    const answered = waiting
    waiting = undefined
    answered?.resolve(found.reply)
  })
  socket.on('error', (error) => broke(error.message))
  socket.on('close', () => broke('the connection was closed'))

  const answer = (): Promise<Reply> =>
    new Promise((resolve, reject) => {
      if (waiting !== undefined) throw new Error('one request at a time')
      if (socket.destroyed) reject(new Broken('the connection is closed'))
      else waiting = { resolve, reject }
    })
  return {
    ask(request) {
      const promise = answer()
      socket.write(request)
      return promise
    },
    hold(request) {
      socket.write(request.subarray(0, -1))
      return {
        release() {
          const promise = answer()
          socket.write(request.subarray(-1))
          return promise
        },
      }
    },
    firstByte: () => new Promise((resolve) => (heard = resolve)),
    close: () => void socket.destroy(),
  }
}

/** Sends requests on a connection each and lets their last bytes go together. */
export async function volley(port: number, requests: readonly Buffer[]): Promise<Reply[]> {
  const wires = await Promise.all(requests.map(() => openWire(port)))
  const held = wires.map((wire, index) => wire.hold(requests[index] ?? Buffer.alloc(0)))
  const replies = await Promise.all(held.map((one) => one.release()))
  for (const wire of wires) wire.close()
  return replies
}
