/** Which passwords everybody tries first (NIST SP 800-63B-4 §3.1.1.2: common, expected, compromised). Pure. */
import { folded } from '../../base/text.ts'

/** What somebody who knows the person and the company would try. */
export type Context = { readonly words: readonly string[] }

/** Rows of keyboards, the alphabet and the digits, there and back, twice so that a run may go round. */
const rows = [
  '01234567890',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn',
]
const runs = rows.flatMap((row) => [row.repeat(8), [...row].toReversed().join('').repeat(8)])

/** A unit this short says nothing, however often it is repeated. */
const SHORT_UNIT = 4
/** Shorter parts are in every list, so two of them prove nothing. */
const PART_AT_LEAST = 4
/** Letters and digits that must be left of a password when the words of its context are taken out. */
const LEFT_AT_LEAST = 8
const WORD_AT_LEAST = 3

/** The form in which passwords are compared: case, width and marks do not make one strange. */
export function comparable(password: string): string {
  return folded(password)
}

/**
 * Whether it is one of the passwords everybody tries, one of them repeated, two of them joined, or a run on the keyboard.
 * @param isListed for text in the form of `comparable`
 */
export function isCommon(password: string, isListed: (text: string) => boolean): boolean {
  const text = comparable(password)
  return [text, text.replaceAll(' ', '')].some(
    (form) =>
      isListed(form) ||
      runs.some((run) => run.includes(form)) ||
      isRepeated(form, isListed) ||
      isJoined(form, isListed),
  )
}

function isRepeated(text: string, isListed: (text: string) => boolean): boolean {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length)
    const whole = unit.repeat(Math.ceil(text.length / length)).slice(0, text.length) === text
    if (whole && (length <= SHORT_UNIT || isListed(unit))) return true
  }
  return false
}

function isJoined(text: string, isListed: (text: string) => boolean): boolean {
  for (let place = PART_AT_LEAST; place <= text.length - PART_AT_LEAST; place += 1)
    if (isListed(text.slice(0, place)) && isListed(text.slice(place))) return true
  return false
}

/** Whether hardly anything is left of it without the words of its context. */
export function isExpected(password: string, { words }: Context): boolean {
  const text = comparable(password)
  const known = [...new Set(words.flatMap((word) => [comparable(word), ...comparable(word).split(/[^\p{L}\p{N}]+/u)]))]
    .filter((word) => [...word].length >= WORD_AT_LEAST || /^\p{Script=Han}{2,}$/u.test(word))
    .sort((a, b) => b.length - a.length)
  const left = known.reduce((rest, word) => rest.replaceAll(word, ''), text)
  return left !== text && [...left.replace(/[^\p{L}\p{N}]/gu, '')].length < LEFT_AT_LEAST
}
