/** How the console looks: Ant Design with our colours, light or dark, in the language of the screen. */
import { ConfigProvider, theme } from 'antd'
import english from 'antd/es/locale/en_US'
import chinese from 'antd/es/locale/zh_CN'
import taiwanese from 'antd/es/locale/zh_TW'
import { lazy, type ReactNode, Suspense, useLayoutEffect } from 'react'
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
const base = { borderRadius: 6, fontSize: 14 } as const
const light = {
  ...base,
  colorPrimary: '#0b7a75',
  colorError: '#c4232b',
  colorInfo: '#0b7a75',
  // Derived from so dark a colour it would be as grey as what is switched off.
  colorInfoBg: '#e8f4f3',
  colorInfoBorder: '#a8d5d1',
  colorLink: '#0a6b67',
  colorTextDescription: '#5a6572',
  colorTextPlaceholder: '#5f6a76',
  colorBgLayout: '#f4f6f7',
}
const dark = {
  ...base,
  // White letters stand on what Ant Design makes of it, with a contrast of 4.5 at least; the same holds of red letters.
  colorPrimary: '#1c938b',
  colorInfo: '#1f9d95',
  colorError: '#ff7173',
  colorInfoBg: '#10282a',
  colorInfoBorder: '#1d4b4c',
  colorLink: '#4cc5bc',
  colorTextDescription: '#9aa6b2',
  colorTextPlaceholder: '#8f9ba7',
  colorBgLayout: '#0f1416',
}
const components = {
  Menu: { itemHeight: 36 },
  Table: { cellPaddingBlockSM: 7 },
} as const

export function Theme({ children }: { readonly children: ReactNode }) {
  const isDark = useDark()
  const language = useLanguage()
  useLayoutEffect(() => {
    document.documentElement.dataset['appearance'] = isDark ? 'dark' : 'light'
    document.body.style.fontFamily = fonts[language]
  }, [isDark, language])
  return (
    <ConfigProvider
      locale={locales[language]}
      theme={{
        token: { ...(isDark ? dark : light), fontFamily: fonts[language] },
        algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        components: {
          ...components,
          Tabs: { itemSelectedColor: (isDark ? dark : light).colorLink },
          Descriptions: { labelColor: (isDark ? dark : light).colorTextDescription },
        },
      }}
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
