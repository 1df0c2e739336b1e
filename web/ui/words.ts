/** Loads the words of a language when it is first needed. */
import i18next from 'i18next'
import type { words as counterWords } from '../words/en/counter.ts'
import type { words } from '../words/en/index.ts'
import type { words as insightsWords } from '../words/en/insights/index.ts'
import { type Language, language } from './preferences.ts'
import { learnToWrite } from './texts.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: typeof words & typeof counterWords & typeof insightsWords }
  }
}

/** Each page brings its own words. */
type Load = (wanted: Language) => Promise<{ readonly words: object }>

let load: Load | undefined
/** What only an area of the page says, by the languages in which it can say it already. */
const areas = new Map<Load, Set<Language>>()
/** One after the other, so that the language that was asked for last is the one that is spoken. */
let turn: Promise<unknown> = Promise.resolve()

/** Switches the language of everything on the screen. Before the page speaks at all, what was chosen is enough: it begins with that. */
export async function speak(wanted: Language): Promise<void> {
  const words = load
  if (words === undefined) return
  turn = turn.catch(() => undefined).then(() => change(wanted, words))
  await turn
}

async function change(wanted: Language, words: Load): Promise<void> {
  const [said] = await Promise.all([
    i18next.hasResourceBundle(wanted, 'words') ? undefined : words(wanted),
    learnToWrite(wanted),
  ])
  if (said !== undefined) i18next.addResourceBundle(wanted, 'words', said.words)
  for (const [area, spoken] of areas) {
    if (spoken.has(wanted)) continue
    i18next.addResourceBundle(wanted, 'words', (await area(wanted)).words, true)
    spoken.add(wanted)
  }
  await i18next.changeLanguage(wanted)
  document.documentElement.lang = wanted
}

/** Words of an area that most visits do without: there when this resolves, and in every language spoken later. */
export async function learnArea(area: Load): Promise<void> {
  const words = load
  if (areas.has(area) || words === undefined) return
  areas.set(area, new Set())
  turn = turn.catch(() => undefined).then(() => change(language.get(), words))
  await turn
}

export async function startSpeaking(words: Load): Promise<void> {
  load = words
  turn = i18next.init({
    lng: language.get(),
    fallbackLng: false,
    ns: ['words'],
    defaultNS: 'words',
    resources: {},
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await speak(language.get())
}
