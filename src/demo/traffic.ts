/** Keeps many pieces of work on their way at once, those of one member one after the other. */

export type Traffic = {
  /** Waits for room, then starts the work as soon as the member's earlier work is done. @throws what earlier work threw */
  send(member: number, work: () => Promise<void>): Promise<void>
  /** Resolves when everything that was sent before the last call of it is done: keeps two rounds apart, not more. */
  turn(): Promise<void>
  /** Resolves when all is done. @throws what the work threw */
  done(): Promise<void>
}

/** @param atOnce what is on its way at most */
export function traffic(atOnce: number): Traffic {
  const tails = new Map<number, Promise<void>>()
  let underway = 0
  let roomMade: (() => void) | undefined
  let failure: { readonly error: unknown } | undefined
  let round: Promise<void>[] = []
  let before: Promise<void>[] = []

  function check(): void {
    if (failure !== undefined) throw failure.error
  }

  async function carried(work: () => Promise<void>, after: Promise<void> | undefined): Promise<void> {
    try {
      await after
      if (failure === undefined) await work()
    } catch (error) {
      failure ??= { error }
    } finally {
      underway -= 1
      roomMade?.()
    }
  }

  return {
    async send(member, work) {
      while (underway >= atOnce) {
        await new Promise<void>((resolve) => {
          roomMade = resolve
        })
      }
      check()
      underway += 1
      const done = carried(work, tails.get(member))
      tails.set(member, done)
      round.push(done)
    },
    async turn() {
      await Promise.all(before)
      before = round
      round = []
      check()
    },
    async done() {
      await Promise.all([...before, ...round])
      before = []
      round = []
      tails.clear()
      check()
    },
  }
}
