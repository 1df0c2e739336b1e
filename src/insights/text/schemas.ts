/** What is asked about texts and what is answered, as the API shows it. */
import { Type } from 'typebox'
import { verdicts } from './sentiment.ts'
import { languages } from './units.ts'

export const TEXTS_AT_MOST = 5_000
export const SIGNS_AT_MOST = 2_000
/** Five thousand long reviews; the server reads no more of a body than this. */
export const BODY_BYTES = 4 * 1024 * 1024
const TOPICS = { minimum: 2, maximum: 12, default: 8 } as const

const count = (description?: string) =>
  Type.Integer({ minimum: 0, ...(description === undefined ? {} : { description }) })
const part = (description: string) => Type.Number({ minimum: 0, maximum: 1, description })
const language = Type.Enum([...languages])

export const asked = Type.Object(
  {
    reviews: Type.Array(
      Type.Object(
        {
          text: Type.String({ maxLength: SIGNS_AT_MOST }),
          on: Type.Optional(Type.String({ format: 'date', description: 'The day it was written' })),
          about: Type.Optional(
            Type.String({ minLength: 1, maxLength: 200, description: 'The product, store or channel it is about' }),
          ),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: TEXTS_AT_MOST },
    ),
    topics: Type.Optional(Type.Integer({ ...TOPICS, description: 'How many topics at most, of each side' })),
  },
  { additionalProperties: false },
)

export const TOPICS_USUAL = TOPICS.default

const split = {
  ...{ good: count(), bad: count(), unsure: count('Their chance of being good is between 0.3 and 0.7') },
  unread: count('In another language than Chinese and English, or without words that are known'),
  badShare: Type.Union([
    Type.Null(),
    Type.Object(
      {
        share: part('bad ÷ (good + bad + unsure)'),
        low: part('Where Wilson’s 95 % interval begins'),
        high: part('and ends'),
      },
      { description: 'Null where nothing was read' },
    ),
  ]),
}

const few = Type.Union([
  Type.Null(),
  Type.Object({ needs: count(), has: count() }, { description: 'Too few texts to say something' }),
])

const keyphrase = Type.Object({
  phrase: Type.String(),
  good: count('Good texts in which it stands'),
  bad: count('Bad texts in which it stands'),
  g2: Type.Number({ description: 'Likelihood ratio (Dunning 1993); 10.83: by chance once in a thousand phrases' }),
})

const topic = Type.Object({
  phrases: Type.Array(Type.String(), { description: 'The strongest first; it is known by them' }),
  texts: Type.Array(count(), { description: 'Places in what was asked, from 0; the clearest first' }),
  months: Type.Array(Type.Object({ month: Type.String(), texts: count() })),
})

const tested = Type.Object(
  {
    ...{ texts: count(), folds: count(), accuracy: part('Judged right'), macroF1: part('Mean F1 of both sides') },
    sure: Type.Object({ share: part('Not called unsure'), accuracy: part('Judged right among these') }),
  },
  { description: 'On labelled texts that were held out when it was learned' },
)

export const answered = Type.Object({
  origins: Type.Array(
    Type.Object({
      ...{ language, sources: Type.Array(Type.String()), licence: Type.String() },
      researchOnly: Type.Boolean({
        description: 'What it was learned from may be used for research only, or its licence is not stated',
      }),
      tested,
    }),
  ),
  texts: Type.Array(
    Type.Object({
      verdict: Type.Enum([...verdicts]),
      language: Type.Union([Type.Null(), language]),
      chance: Type.Union([Type.Null(), part('That the text is good')]),
      evidence: Type.Array(
        Type.Object({
          ...{ from: count('Inclusive, in UTF-16 units of the text'), to: count('Exclusive') },
          pull: Type.Number({ description: 'Above 0 it speaks for good' }),
        }),
        { description: 'The strongest first, at most six' },
      ),
    }),
    { description: 'In the order in which they were asked' },
  ),
  totals: Type.Object(split),
  months: Type.Array(Type.Object({ month: Type.String({ description: 'YYYY-MM' }), ...split })),
  undated: count(),
  subjects: Type.Array(Type.Object({ about: Type.String(), ...split }), { description: 'The fifty most spoken of' }),
  keyphrases: Type.Object({ few, good: Type.Array(keyphrase), bad: Type.Array(keyphrase) }),
  topics: Type.Object({
    good: Type.Object({ few, found: Type.Array(topic) }),
    bad: Type.Object({ few, found: Type.Array(topic) }),
  }),
})
