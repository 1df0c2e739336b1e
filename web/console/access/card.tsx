/** The page around sign-in, setup and invitation: a card in the middle, with the language at hand. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Card } from '../../ui/card.tsx'
import { language, languages, useLanguage } from '../../ui/preferences.ts'
import { useTranslation } from '../../ui/translation.ts'
import { speak } from '../../ui/words.ts'

type Props = { readonly title: string; readonly advice?: ReactNode; readonly children: ReactNode }

export function AccessCard({ title, advice, children }: Props) {
  const { t } = useTranslation()
  const chosen = useLanguage()
  return (
    <main className="access">
      <div className="access-brand">
        <img src="/icon.svg" alt="" width={40} height={40} />
        <span>{t('frame.brand')}</span>
      </div>
      <Card className="access-card">
        <h1 className="access-title">{title}</h1>
        {advice === undefined ? null : <p className="quiet">{advice}</p>}
        {children}
      </Card>
      <div className="access-languages">
        {languages.map((each) => (
          <Button
            key={each}
            type="link"
            lang={each}
            aria-pressed={each === chosen}
            disabled={each === chosen}
            onClick={() => void speak(each).then(() => language.set(each))}
          >
            {t(`languages.${each}`)}
          </Button>
        ))}
      </div>
    </main>
  )
}
