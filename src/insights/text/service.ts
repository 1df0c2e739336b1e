/** Reads texts in a thread beside the server, one set after the other, so that tills never wait for a marketer's question. */
import { Worker } from 'node:worker_threads'
import { Refused } from '../../base/refusals.ts'
import { textsBusy, textsTooHard } from './errors.ts'
import type { Review } from './insight.ts'
import type { Answer, Question } from './reading.ts'
import { weightsInUse } from './shipped.ts'

export type { Answer } from './reading.ts'

export type TextsService = {
  /** @throws Refused textsBusy, textsTooHard */
  read(asked: { reviews: readonly Review[]; topics: number }): Promise<Answer>
}

/** The one that is read, and those that wait. */
const AT_MOST = 4
/** The largest set takes about two; this is for a machine with much else to do. */
const SECONDS = 60
const MEGABYTES = 512

/** @param own where a company's own weights are, once it has trained some */
export function textsService({ own, seconds = SECONDS }: { own?: string | undefined; seconds?: number }): TextsService {
  let last: Promise<unknown> = Promise.resolve()
  let open = 0
  return {
    async read(asked) {
      if (open >= AT_MOST) throw new Refused(textsBusy({ atMost: AT_MOST }))
      open += 1
      const turn = last.then(() => answerTo({ ...asked, weights: weightsInUse(own) }, seconds))
      last = turn.catch(() => {})
      try {
        return await turn
      } finally {
        open -= 1
      }
    },
  }
}

function answerTo(question: Question, seconds: number): Promise<Answer> {
  const thread = new Worker(new URL('reading.ts', import.meta.url), {
    workerData: question,
    // The server's own flags are for its heap, not for this one.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
  })
  return new Promise<Answer>((resolve, reject) => {
    const tooHard = (): void => reject(new Refused(textsTooHard({ seconds })))
    const timer = setTimeout(tooHard, seconds * 1000)
    thread.once('message', (answer: Answer) => resolve(answer))
    thread.once('error', (error: unknown) =>
      error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? tooHard()
        : reject(error),
    )
    thread.once('exit', () => {
      clearTimeout(timer)
      reject(new Error('the thread that reads texts ended without an answer'))
    })
  }).finally(() => thread.terminate())
}
