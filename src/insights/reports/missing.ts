/** Where there is too little to say something, a report says what is missing, in both languages. */
import { Type } from 'typebox'
import { type Refusal, say } from '../../base/refusals.ts'

export const missingSchema = Type.Union([
  Type.Null(),
  Type.Object(
    { code: Type.String(), words: Type.Object({ en: Type.String(), 'zh-CN': Type.String() }) },
    { description: 'Why there are no figures' },
  ),
])

export function missingOf({ refusal, words, facts }: Refusal) {
  return { code: refusal, words: { en: say(words, facts, 'en'), 'zh-CN': say(words, facts, 'zh-CN') } }
}
