/** What `regulars programme plan` says. */
import { type Locale, locales } from '../base/refusals.ts'
import { changesText } from '../programme/diffwords.ts'
import type { Plan } from '../programme/files/plan.ts'
import type { Flags } from './options.ts'

export type PlanFlags = Flags & { readonly base?: string; readonly language: Locale }

export const languages: readonly Locale[] = locales

const said = {
  changes: { en: 'Changes of version', 'zh-CN': '相对版本' },
  none: { en: 'The files say what the newest version says: version', 'zh-CN': '与最新版本相同：版本' },
  conflict: {
    en: 'version {newest} changed it in another way since version {base}',
    'zh-CN': '自版本 {base} 以来，版本 {newest} 对此作了不同的修改',
  },
  levels: { error: { en: 'error', 'zh-CN': '错误' }, warning: { en: 'warning', 'zh-CN': '提醒' } },
} as const

/** For a terminal. */
export function printed({ newest, base, changes, findings, conflicts }: Plan, locale: Locale): string {
  const head = changes.length === 0 ? `${said.none[locale]} ${newest}` : `${said.changes[locale]} ${newest}:`
  const conflict = said.conflict[locale].replace('{newest}', String(newest)).replace('{base}', String(base))
  const lines = [
    head,
    ...changesText(changes, locale),
    ...(findings.length + conflicts.length === 0 ? [] : ['']),
    ...conflicts.flatMap(({ at, place, ...sides }) => [
      `${at} ${said.levels.error[locale]}: ${place}: ${conflict}`,
      ...(['base', 'ours', 'theirs'] as const).map((side) => `  ${side}: ${JSON.stringify(sides[side]) ?? '–'}`),
    ]),
    ...findings.map(
      ({ at, level, code, sentence }) => `${at} ${said.levels[level][locale]}: ${sentence[locale]} (${code})`,
    ),
  ]
  return `${lines.join('\n')}\n`
}
