/** A bar chart. ECharts is loaded when the first chart is shown. */
import { theme } from 'antd'
import { useEffect, useRef } from 'react'

export type Bar = { readonly label: string; readonly value: number; readonly note: string }

type Props = { readonly bars: readonly Bar[]; readonly title: string; readonly height?: number }

const BAR_AT_MOST = 36

export function BarChart({ bars, title, height = 200 }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const { token } = theme.useToken()
  useEffect(() => {
    const element = place.current
    if (element === null) return undefined
    let chart: { setOption: (option: object) => void; resize: () => void; dispose: () => void } | undefined
    let gone = false
    const watcher = new ResizeObserver(() => chart?.resize())
    void import('./echarts.ts').then(({ draw }) => {
      if (gone) return
      chart = draw(element)
      chart.setOption(optionOf({ bars, token }))
      watcher.observe(element)
    })
    return () => {
      gone = true
      watcher.disconnect()
      chart?.dispose()
    }
  }, [bars, token])
  return (
    <div ref={place} role="img" aria-label={`${title}: ${bars.map((bar) => bar.note).join('; ')}`} style={{ height }} />
  )
}

type Look = {
  readonly colorPrimary: string
  readonly colorText: string
  readonly colorTextSecondary: string
  readonly colorBgElevated: string
  readonly colorBorderSecondary: string
}
type Shown = { readonly bars: readonly Bar[]; readonly token: Look }

function optionOf({ bars, token }: Shown): object {
  const number = new Intl.NumberFormat(document.documentElement.lang)
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    grid: { left: 4, right: 8, top: 24, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'none' },
      confine: true,
      renderMode: 'richText',
      backgroundColor: token.colorBgElevated,
      borderColor: token.colorBorderSecondary,
      textStyle: { color: token.colorText },
      formatter: (hit: readonly { dataIndex: number }[]) => bars[hit[0]?.dataIndex ?? -1]?.note ?? '',
    },
    xAxis: {
      type: 'category',
      data: bars.map((bar) => bar.label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: token.colorBorderSecondary } },
      axisLabel: { color: token.colorTextSecondary, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 3,
      axisLabel: { color: token.colorTextSecondary, formatter: (value: number) => number.format(value) },
      splitLine: { lineStyle: { color: token.colorBorderSecondary } },
    },
    series: [
      {
        type: 'bar',
        data: bars.map((bar) => bar.value),
        barMaxWidth: BAR_AT_MOST,
        barMinHeight: 2,
        itemStyle: { color: token.colorPrimary, borderRadius: [3, 3, 0, 0] },
        label: {
          show: true,
          position: 'top',
          color: token.colorTextSecondary,
          formatter: ({ value }: { value: number }) => number.format(value),
        },
      },
    ],
  }
}
