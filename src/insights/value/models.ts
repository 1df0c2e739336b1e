/** The models of buying behind one door: fitted, and asked about a history. Times are in weeks. */
import { isRefusal, type Refusal } from '../../base/refusals.ts'
import { bgnbdAlive, bgnbdExpected, bgnbdExpectedNew, fitBgnbd } from './bgnbd.ts'
import type { Histories, History } from './histories.ts'
import type { Fit } from './likelihood.ts'
import { fitMbgnbd, mbgnbdAlive, mbgnbdExpected, mbgnbdExpectedNew } from './mbgnbd.ts'
import { fitParetoNbd, paretoNbdAlive, paretoNbdExpected, paretoNbdExpectedNew } from './paretonbd.ts'

export const modelNames = ['bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const
export type ModelName = (typeof modelNames)[number]

export type Buying = {
  readonly model: ModelName
  readonly parameters: Readonly<Record<string, number>>
  readonly logLikelihood: number
  /** 0 … 1. */ alive(history: History): number
  /** Expected purchases within the next weeks. */ expected(history: History, weeks: number): number
  /** Expected repeat purchases of somebody new within so many weeks of the first purchase. */ expectedNew(
    weeks: number,
  ): number
}

type Made<Parameters> = {
  readonly fit: (histories: Histories) => Fit<Parameters> | Refusal
  readonly alive: (parameters: Parameters, history: History) => number
  readonly expected: (parameters: Parameters, history: History, time: number) => number
  readonly expectedNew: (parameters: Parameters, time: number) => number
}

function model<Parameters extends Readonly<Record<string, number>>>(name: ModelName, made: Made<Parameters>) {
  return (histories: Histories): Buying | Refusal => {
    const fit = made.fit(histories)
    if (isRefusal(fit)) return fit
    const { parameters, logLikelihood } = fit
    return {
      ...{ model: name, parameters, logLikelihood },
      alive: (history) => made.alive(parameters, history),
      expected: (history, weeks) => made.expected(parameters, history, weeks),
      expectedNew: (weeks) => made.expectedNew(parameters, weeks),
    }
  }
}

export const fitting: Readonly<Record<ModelName, (histories: Histories) => Buying | Refusal>> = {
  'bg-nbd': model('bg-nbd', {
    fit: fitBgnbd,
    alive: bgnbdAlive,
    expected: bgnbdExpected,
    expectedNew: bgnbdExpectedNew,
  }),
  'mbg-nbd': model('mbg-nbd', {
    ...{ fit: fitMbgnbd, alive: mbgnbdAlive, expected: mbgnbdExpected, expectedNew: mbgnbdExpectedNew },
  }),
  'pareto-nbd': model('pareto-nbd', {
    ...{ fit: fitParetoNbd, alive: paretoNbdAlive, expected: paretoNbdExpected, expectedNew: paretoNbdExpectedNew },
  }),
}
