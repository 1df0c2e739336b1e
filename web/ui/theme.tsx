/** How the console looks: Ant Design with our colours, light or dark, in the language of the screen. */
import { ConfigProvider } from 'antd'
import english from 'antd/es/locale/en_US'
import chinese from 'antd/es/locale/zh_CN'
import taiwanese from 'antd/es/locale/zh_TW'
import { lazy, type ReactNode, Suspense, useLayoutEffect } from 'react'
import { lookOf } from './look.ts'
import { useDark, useLanguage } from './preferences.ts'
import { useStands } from './stands.ts'

const Tellers = lazy(async () => ({ default: (await import('./tellers.tsx')).Tellers }))

/** In Chinese text the Chinese font comes first: quotation marks and dashes are its, and full-width. */
const fonts = {
  'zh-CN': "'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
  'zh-TW': "'PingFang TC', 'Microsoft JhengHei', 'Noto Sans CJK TC', 'Noto Sans TC', 'PingFang SC', sans-serif",
  en: "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
} as const
const locales = { 'zh-CN': chinese, 'zh-TW': taiwanese, en: english } as const
export function Theme({ children }: { readonly children: ReactNode }) {
  const isDark = useDark()
  const language = useLanguage()
  const look = lookOf(isDark ? 'dark' : 'light')
  useLayoutEffect(() => {
    document.documentElement.dataset['appearance'] = isDark ? 'dark' : 'light'
    document.body.style.fontFamily = fonts[language]
  }, [isDark, language])
  return (
    <ConfigProvider
      locale={locales[language]}
      theme={{ ...look, token: { ...look.token, fontFamily: fonts[language] } }}
      button={{ autoInsertSpace: false }}
    >
      {children}
      {useStands() ? (
        <Suspense fallback={null}>
          <Tellers />
        </Suspense>
      ) : null}
    </ConfigProvider>
  )
}
