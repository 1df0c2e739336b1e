/** What is in a definition, with how much of each and where something is wrong. */
import { useTranslation } from '../../../ui/translation.ts'
import { problemsBelow, useEditing } from './editing.tsx'
import { BASICS, spotOf, useSpot } from './places.ts'
import { sections } from './sections.tsx'

export function SectionNav() {
  const { t } = useTranslation()
  const { definition, problems, language } = useEditing()
  const { spot, go } = useSpot()
  const wrongIn = (name: string) =>
    (name === BASICS
      ? problems.filter(({ place }) => spotOf(place).section === BASICS)
      : problemsBelow(problems, name)
    ).some(({ level }) => level === 'error')
  const names = [BASICS, ...sections.keys()]
  return (
    <nav className="editing-nav" aria-label={t('editing.parts.all')}>
      <ul>
        {names.map((name) => {
          const section = sections.get(name)
          const part = section?.name ?? BASICS
          const count = section?.items(definition, language).length
          return (
            <li key={name}>
              <button
                type="button"
                aria-current={spot.section === name ? 'page' : undefined}
                onClick={() => go({ section: section?.name ?? BASICS, item: undefined })}
              >
                <span>{t(`editing.sections.${part}`)}</span>
                {wrongIn(name) ? (
                  <span className="editing-wrong" role="img" aria-label={t('editing.shown.wrong')} />
                ) : null}
                {count === undefined || count === 0 ? null : <span className="quiet">{count}</span>}
              </button>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
