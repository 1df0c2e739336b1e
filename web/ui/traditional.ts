/** What the server says in simplified Chinese, as Taiwan writes it. */
import { corrections, phrases, signs } from '../words/zh-TW.ts?signs'
import { writer } from './replacing.ts'

export const traditional = writer({ signs, phrases, corrections })
