/** The languages to choose from, each in its own words. */
import { useMutation } from '@tanstack/react-query'
import { type Language, languages } from '../../ui/preferences.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useTongue } from '../language.ts'
import { speak } from '../speaking.ts'

/** Beside the sign-in: nothing is known of the person yet, so it is chosen for the device. */
export function LanguageLinks() {
  const { t } = useTranslation()
  const current = useTongue()
  const switching = useMutation({ mutationFn: (wanted: Language) => speak(wanted) })
  return (
    <nav className="languages" aria-label={t('my.language.title')}>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === current}
          onClick={() => switching.mutate(each)}
        >
          {t(`my.languages.${each}`)}
        </button>
      ))}
    </nav>
  )
}
