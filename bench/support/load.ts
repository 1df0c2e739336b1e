/** What the load generator is told and what it tells. It is a process of its own (../generator.ts). */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { NoFigure } from './figures.ts'

export type Job = {
  readonly port: number
  readonly key: string
  readonly membersFile: string
  readonly clients: number
  readonly seconds: number
  readonly seed: number
  /** Begins the number of each order; used once in a database. */ readonly prefix: string
  /** Orders in a call: 1 is a `PUT` with an idempotency key, more a call of the batch endpoint. */ readonly perCall: number
  /** Calls a second that arrive whether or not earlier ones are answered; undefined: each client waits for its answer. */
  readonly rate?: number
  /** Codes that every order gives. */ readonly coupons?: readonly string[]
}

export type Done = {
  /** Orders answered within the time. */ readonly orders: number
  /** By client: its orders have the numbers `<prefix><client>-0` and on. */ readonly acknowledged: readonly number[]
  /** From when a call was due until its answer was read. */ readonly latencies: readonly number[]
  readonly cpuMilliseconds: number
}

export type Message = { readonly done: Done } | { readonly failed: string }

/** @throws NoFigure when any order was refused or a connection broke: such a run has no rate */
export function generate(job: Job): Promise<Done> {
  const generator = fork(fileURLToPath(new URL('../generator.ts', import.meta.url)), { serialization: 'advanced' })
  return new Promise((resolve, reject) => {
    generator.on('message', (message: Message) => {
      if ('done' in message) resolve(message.done)
      else reject(new NoFigure(`the load was not served: ${message.failed}`))
    })
    generator.on('exit', (code) => reject(new NoFigure(`the load generator ended with ${code}`)))
    generator.send(job)
  })
}
