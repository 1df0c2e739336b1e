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
type Shown = { readonly bars: readonly Bar[]; readonly title: string; readonly across: boolean; readonly token: Look }

function optionOf({ bars, across, token }: Shown): object {
  const labels = {
    type: 'category',
    data: bars.map((bar) => bar.label),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: token.colorBorderSecondary } },
    axisLabel: { color: token.colorTextSecondary, hideOverlap: true },
    inverse: across,
  }
  const values = {
    type: 'value',
    minInterval: 1,
    splitNumber: 3,
    axisLabel: { color: token.colorTextSecondary, show: !across },
    splitLine: { show: !across, lineStyle: { color: token.colorBorderSecondary } },
  }
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    grid: { left: 4, right: across ? 56 : 8, top: 24, bottom: 4, containLabel: true },
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
    xAxis: across ? values : labels,
    yAxis: across ? labels : values,
    series: [
      {
        type: 'bar',
        data: bars.map((bar) => bar.value),
        barMaxWidth: BAR_AT_MOST,
        barMinHeight: 2,
        itemStyle: { color: token.colorPrimary, borderRadius: across ? [0, 3, 3, 0] : [3, 3, 0, 0] },
        label: {
          show: true,
          position: across ? 'right' : 'top',
          color: token.colorTextSecondary,
          formatter: ({ value }: { value: number }) =>
            new Intl.NumberFormat(document.documentElement.lang).format(value),
        },
      },
    ],
  }
}
