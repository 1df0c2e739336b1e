/** What somebody hostile types where a text, an id or an amount is asked for. */

export const scripts = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '<svg/onload=alert(1)>',
  'javascript:alert(1)',
] as const

/** Of every kind one or more: markup, SQL, templates, controls, directions, widths, lengths, keys of prototypes, formulas. */
export const texts: readonly string[] = [
  ...scripts,
  `'; drop table members; --`,
  `' or '1'='1`,
  '%_\\%',
  '$1',
  '{{constructor.constructor("return process")()}}',
  '{% for a in (1..9999999) %}{% endfor %}',
  '#{7*7}',
  'a\u0000b',
  '\u202egnp.exe',
  'مرحبا\u2067x',
  '\ud800',
  '\udc00x',
  '𠮷𠮷😀👨‍👩‍👧‍👦',
  'a\r\nset-cookie: hostile=1',
  '\u001b[31m{"level":"fatal"}\n{"at":"forged"}',
  '=cmd|" /C calc"!A0',
  '＝1+1',
  '../../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  ' ',
  '',
  'Z\u0351\u036b\u0343\u036a'.repeat(40),
  'x'.repeat(100_000),
  '9'.repeat(400),
]

/** Instead of a text. */
export const wrongTypes: readonly unknown[] = [
  ...[{ $gt: '' }, { $where: 'sleep(1000)' }, ['a', 'b'], 1e308, -1, 0.1, 2 ** 60, true, null],
  ...[[], {}, [[[[]]]]],
]

const uuid = '019a0000-0000-7000-8000-00000000dead'

/** In a path, as they stand there: encoded already. */
export const ids: readonly string[] = [
  ...[
    uuid,
    uuid.toUpperCase(),
    `${uuid}%20`,
    '00000000-0000-0000-0000-000000000000',
    '0',
    '-1',
    '99999999999999999999',
  ],
  ...['null', 'me', '*', '__proto__', 'constructor', "'%20or%201=1--", '%25', '%5C', '%3Cscript%3E', '%E2%80%AEabc'],
  ...[
    '%F0%A0%AE%B7',
    'a%00b',
    '%ff%fe',
    '%',
    '..%2f..%2fetc%2fpasswd',
    '%252e%252e%252f',
    'x'.repeat(250),
    'x'.repeat(5_000),
  ],
  'a%0d%0aset-cookie:%20hostile=1',
]

/** In a question after the path. */
export const questions: readonly string[] = [
  ...["'%20or%201=1--", '%25_%5C', '%00', '%ff', '%', '-1', '1e309', '99999999999999999999', '__proto__'],
  ...['x'.repeat(5_000), '%F0%A0%AE%B7%E2%80%AE', '2026-02-30T00:00:00Z', '%0d%0aset-cookie:%20hostile=1'],
]
