/** A drawing by ECharts, which is loaded with the first one. It is an image to who cannot see it: the table beside it says the same. */
import { theme } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useLanguage } from '../../ui/preferences.ts'

export type Look = {
  readonly text: string
  readonly quiet: string
  readonly line: string
  readonly ground: string
  /** By name: ECharts measures texts with it. */ readonly font: string
  readonly brand: string
  /** For things that are told apart, not ordered. */ readonly colours: readonly string[]
  /** From little to much. */ readonly ramp: readonly [string, string]
}

/** An option of ECharts, without what every drawing here has alike. */
export type Drawing = (look: Look) => object

type Props = { readonly drawing: Drawing; readonly label: string; readonly height?: number }

/** Okabe & Ito's colours, which people of every kind of colour vision tell apart (Color Universal Design, 2008); black left out. */
const colours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#999999'] as const

type Drawn = { setOption: (option: object, whole: boolean) => void; resize: () => void; dispose: () => void }

export function Chart({ drawing, label, height = 280 }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const { token } = theme.useToken()
  const language = useLanguage()
  const [chart, setChart] = useState<Drawn>()
  const look: Look = {
    ...{ text: token.colorText, quiet: token.colorTextSecondary, line: token.colorBorderSecondary },
    ...{ ground: token.colorBgElevated, brand: token.colorPrimary, colours, font: token.fontFamily },
    ramp: [token.colorBgContainer, token.colorPrimary],
  }
  const latest = useRef({ look, drawing })
  latest.current = { look, drawing }
  // Pages are drawn again while they wait for news; what looks the same is left alone.
  const seen = `${language} ${JSON.stringify({ ...shared(look), ...drawing(look) })}`
  useEffect(() => {
    const element = place.current
    if (element === null) return undefined
    let made: Drawn | undefined
    let gone = false
    const watcher = new ResizeObserver(() => made?.resize())
    void import('./echarts.ts').then(({ draw }) => {
      if (gone) return
      made = draw(element)
      setChart(made)
      watcher.observe(element)
    })
    return () => {
      gone = true
      watcher.disconnect()
      made?.dispose()
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is seen stands for the option that it is made of
  useEffect(() => {
    const { look: now, drawing: option } = latest.current
    chart?.setOption({ ...shared(now), ...option(now) }, true)
  }, [chart, seen])
  return <div ref={place} role="img" aria-label={label} style={{ height }} />
}

function shared(look: Look): object {
  return {
    animation: false,
    color: look.colours,
    textStyle: { fontFamily: look.font, color: look.text },
    legend: { type: 'plain', bottom: 0, textStyle: { color: look.quiet }, itemWidth: 14 },
    grid: { left: 16, right: 16, top: 24, bottom: 32, containLabel: true },
    tooltip: { ...tooltip(look), trigger: 'axis' },
  }
}

/** Text is drawn, never read as HTML: names come from people. */
export function tooltip(look: Look): object {
  return {
    ...{ confine: true, renderMode: 'richText', backgroundColor: look.ground, borderColor: look.line },
    ...{ textStyle: { color: look.text }, axisPointer: { type: 'shadow', shadowStyle: { opacity: 0.15 } } },
  }
}

/** An axis of names. */
export function names(look: Look, data: readonly string[], more: object = {}): object {
  return {
    ...{ type: 'category', data, axisTick: { show: false }, axisLine: { lineStyle: { color: look.line } } },
    axisLabel: { color: look.quiet, hideOverlap: true },
    ...more,
  }
}

/** An axis of amounts. */
export function amounts(look: Look, shown: (value: number) => string, more: object = {}): object {
  return {
    ...{ type: 'value', splitNumber: 4, splitLine: { lineStyle: { color: look.line } } },
    axisLabel: { color: look.quiet, formatter: shown },
    nameTextStyle: { color: look.quiet },
    ...more,
  }
}
