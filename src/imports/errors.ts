import { refusal } from '../base/refusals.ts'

export const mappingInvalid = refusal<{ where: string; problem: string }>('import.mapping-invalid', 422, {
  en: 'The mapping is not right at {where}: {problem}.',
  'zh-CN': '字段映射有误，位置 {where}：{problem}。',
})
export const columnMissing = refusal<{ column: string; field: string; columns: readonly string[] }>(
  'import.column-missing',
  422,
  {
    en: 'The file has no column "{column}" for {field}. Its columns are: {columns}.',
    'zh-CN': '文件中没有用于 {field} 的列"{column}"。现有列：{columns}。',
  },
)
export const presetUnknown = refusal<{ preset: string; presets: readonly string[] }>('import.preset-unknown', 422, {
  en: 'There is no preset {preset}. Known are: {presets}.',
  'zh-CN': '没有预设 {preset}。可用的预设：{presets}。',
})
export const mappingNeeded = refusal('import.mapping-needed', 422, {
  en: 'Say how the columns are to be understood: give a preset or a mapping.',
  'zh-CN': '请指定预设或字段映射，以说明各列的含义。',
})
export const fileUnreadable = refusal<{ problem: string }>('import.file-unreadable', 422, {
  en: 'The file cannot be read: {problem}.',
  'zh-CN': '无法读取文件：{problem}。',
})
export const fileTooLarge = refusal<{ limit: string }>('import.file-too-large', 413, {
  en: 'The file is too large: the limit is {limit}.',
  'zh-CN': '文件过大，上限为 {limit}。',
})
export const fileGone = refusal('import.file-gone', 409, {
  en: 'The file of this import is no longer there. Give the same file again.',
  'zh-CN': '该导入的文件已不存在，请重新提供同一文件。',
})
export const importUnknown = refusal('import.unknown', 404, {
  en: 'There is no such import.',
  'zh-CN': '没有这个导入。',
})
export const importRunning = refusal('import.running', 409, {
  en: 'This import is being run by another process.',
  'zh-CN': '该导入正在由另一个进程执行。',
})
export const importFinished = refusal('import.finished', 409, {
  en: 'This import is finished.',
  'zh-CN': '该导入已完成。',
})
export const noRejections = refusal('import.no-rejections', 404, {
  en: 'No line of this import was rejected, or it is not finished yet.',
  'zh-CN': '该导入没有被拒绝的行，或尚未完成。',
})
export const importCancelled = refusal('import.cancelled', 409, {
  en: 'The import was cancelled. What was applied until then stays; start it again to go on.',
  'zh-CN': '导入已取消。此前已写入的内容保留；可重新开始以继续。',
})
