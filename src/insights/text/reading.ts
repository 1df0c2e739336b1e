/** The thread that reads texts: one question, one answer, and it ends; nothing of either stays anywhere. */
import { parentPort, workerData } from 'node:worker_threads'
import { insightOf, type Review } from './insight.ts'
import { readWeights } from './weightsfile.ts'

export type Question = {
  readonly reviews: readonly Review[]
  readonly topics: number
  /** The file of weights. */
  readonly weights: string
}

function answer({ reviews, topics, weights: file }: Question) {
  const weights = readWeights(file)
  const origins = [...weights].map(([language, { origin }]) => ({ language, ...origin }))
  return { origins, ...insightOf(reviews, { weights, topics }) }
}

export type Answer = ReturnType<typeof answer>

const question: Question = workerData
parentPort?.postMessage(answer(question))
