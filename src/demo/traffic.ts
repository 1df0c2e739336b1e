/** Keeps many pieces of work on their way at once, those of one member in their order. */

/** `queues`: stands in line by itself behind others of its kind, as orders do at the desk. `waits`: for all that came before. */
export type How = 'queues' | 'waits'

export type Traffic = {
  /** Waits for room, then sends the work on its way. @throws what earlier work threw */
  send(member: number, how: How, work: () => Promise<void>): Promise<void>
  /** Resolves when everything is done that was sent before the last call of it: two rounds are on their way, not more. */
  turn(): Promise<void>
  /** Resolves when all is done. @throws what the work threw */
  done(): Promise<void>
  /** The same, whatever became of it. */
  quiet(): Promise<void>
}

/** The last of a member's work: `start` is what the next one of the same kind waits for, `done` what all others wait for. */
type Tail = { readonly how: How; readonly start: Promise<unknown>; readonly done: Promise<unknown> }

const nothing: Promise<unknown> = Promise.resolve()

/** @param atOnce what is on its way at most */
export function traffic(atOnce: number): Traffic {
  const tails = new Map<number, Tail>()
  let underway = 0
  let roomMade: (() => void) | undefined
  let failure: { readonly error: unknown } | undefined
  let round: Promise<unknown>[] = []
  let before: Promise<unknown>[] = []

  function check(): void {
    if (failure !== undefined) throw failure.error
  }

  async function quiet(): Promise<void> {
    await Promise.all([...before, ...round])
    before = []
    round = []
    tails.clear()
  }

  async function carried(work: () => Promise<void>, start: Promise<unknown>): Promise<void> {
    try {
      await start
      if (failure === undefined) await work()
    } catch (error) {
      failure ??= { error }
    } finally {
      underway -= 1
      roomMade?.()
    }
  }

  return {
    async send(member, how, work) {
      while (underway >= atOnce) {
        await new Promise<void>((resolve) => {
          roomMade = resolve
        })
      }
      check()
      underway += 1
      const last = tails.get(member)
      const start = last === undefined ? nothing : how === 'queues' && last.how === 'queues' ? last.start : last.done
      const done = Promise.all([last?.done, carried(work, start)])
      tails.set(member, { how, start, done })
      round.push(done)
    },
    async turn() {
      await Promise.all(before)
      before = round
      round = []
      check()
    },
    async done() {
      await quiet()
      check()
    },
    quiet,
  }
}
