/** The parts of ECharts that insights draw with, and no others. */
import { BarChart, GraphChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from 'echarts/charts'
import {
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, ScatterChart, HeatmapChart, SankeyChart, GraphChart])
use([GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, VisualMapComponent])
use([SVGRenderer])

export function draw(element: HTMLElement): ECharts {
  return init(element, null, { renderer: 'svg' })
}
