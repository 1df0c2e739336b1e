/** The parts of ECharts that the console draws with, and no others. */
import { BarChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, GridComponent, TooltipComponent, SVGRenderer])

export function draw(element: HTMLElement): ECharts {
  return init(element, null, { renderer: 'svg' })
}
