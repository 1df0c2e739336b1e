/** The languages of the screen to choose from, each in its own writing. */
import { TranslationOutlined } from '@ant-design/icons'
import { MenuButton } from './menu.tsx'
import { type Language, languages, useLanguage } from './preferences.ts'
import { useTranslation } from './translation.ts'

type Props = {
  readonly choose: (wanted: Language) => unknown
  /** Of the language's name beside the sign, where a narrow screen has no room for it. */
  readonly nameClass?: string
}

export function LanguageMenu({ choose, nameClass }: Props) {
  const { t } = useTranslation()
  const chosen = useLanguage()
  const items = languages.map((key) => ({
    key,
    label: <span lang={key}>{t(`languages.${key}`)}</span>,
    onClick: () => void choose(key),
  }))
  return (
    <MenuButton
      menu={{ items, selectable: true, selectedKeys: [chosen] }}
      type="text"
      icon={<TranslationOutlined />}
      aria-label={`${t('frame.language')} ${t(`languages.${chosen}`)}`}
    >
      <span className={nameClass}>{t(`languages.${chosen}`)}</span>
    </MenuButton>
  )
}
