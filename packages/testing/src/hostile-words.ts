// Words that nobody types by accident. Written by rules where a rule says it better; what each family is after stands
// beside it. Tests try a fixed sample in every field, or all of them with FUZZ=all.

const code = (...points: readonly number[]): string => String.fromCodePoint(...points)
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, place) => from + place)
const around = (marks: readonly string[]): string[] => marks.flatMap((mark) => [mark, `Lina${mark}`, `Li${mark}na`])

/** What a page must never show as it is: a mark that says it was read as markup. */
export const mark = 'hostile'

const scripts = [
  'script',
  'ScRiPt',
  'svg',
  'img',
  'iframe',
  'style',
  'base',
  'form',
  'math',
  'object',
  'template',
  'xmp',
]
const markup = [
  ...scripts.map((name) => `<${name} data-${mark}=1>`),
  ...scripts.map((name) => `"><${name} src=x onerror=${mark}()>`),
  ...scripts.map((name) => `</textarea></title></${name}><b ${mark}>`),
  ...['"', "'", '`', '=', ' '].map((quote) => `x${quote} autofocus onfocus=${quote}${mark}()`),
  `<!--<b ${mark}>-->`,
  `<![CDATA[<b ${mark}>]]>`,
  `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`,
  `&lt;b ${mark}&gt;`,
  `&#60;b ${mark}&#62;`,
  `<b ${mark}`,
  `<<b ${mark}>>`,
  `<b\u0000 ${mark}>`,
  `<b\t${mark}\n>`,
  `${code(0xff1c)}b ${mark}${code(0xff1e)}`,
  `javascript:${mark}()`,
  `data:text/html,<b ${mark}>`,
  `{{constructor.constructor('${mark}')()}}`,
  `\${${mark}}`,
  `<%= ${mark} %>`,
  `#{${mark}}`,
  `{% ${mark} %}`,
  `[[${mark}]]`,
  `*{${mark}}`,
  `@(${mark})`,
]

/** SQL, shells, patterns: each in the quotes that would let it out. */
const queries = [
  'or 1=1',
  '; drop table requests',
  'union select null, version()',
  ') or (1=1',
  '|| pg_sleep(0)',
  'and 1=cast(version() as int)',
].flatMap((words) => ["'", '"', '$$', '\\', ''].map((quote) => `${quote}${quote === '' ? '' : ' '}${words} --`))
const shells = [
  '$(id)',
  '`id`',
  '; id',
  '| id',
  '&& id',
  '> /tmp/x',
  '%0aid',
  '\nid',
  '*',
  '~',
  '!!',
  '-rf /',
  '--help',
]
const patterns = [
  '%',
  '_',
  '%%%%%%',
  '\\%',
  '.*',
  '(a+)+$',
  '[',
  '(',
  '?',
  '+',
  '{1,99999}',
  '^$',
  '\\',
  '\\\\',
  '\\x',
  '\\u0000',
]

/** Every control character, alone it would be trimmed or refused: between letters it must be one or the other too. */
const controls = [...range(0, 31), 127, ...range(128, 159)].map((point) => `Li${code(point)}na`)

/** Directions, joiners, selectors, spaces that are not seen. */
const unseen = around(
  [
    0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202d, 0x202e, 0x2060, 0x2066, 0x2067, 0x2069, 0xfeff,
    0xad, 0x34f, 0x61c, 0x180e, 0x3164, 0xfe0f, 0xe0041,
  ].map((point) => code(point)),
)
const spaces = [0x20, 0xa0, 0x1680, 0x2000, 0x2007, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000].flatMap((point) => [
  code(point),
  code(point).repeat(40),
])

/** Halves of pairs, points that are no characters, and the last ones. */
const surrogates = ['\ud800', '\udbff', '\udc00', '\udfff', '\udc00\ud800', '\ud83d', '\ude00'].flatMap((half) => [
  half,
  `Li${half}na`,
])
const outliers = [0xfdd0, 0xfffd, 0xfffe, 0xffff, 0x1fffe, 0x10ffff, 0xe000, 0x100000].map(
  (point) => `Li${code(point)}na`,
)

/** One word written in several ways, letters that grow or vanish when their case changes, marks piled up. */
const letters = [
  'é'.normalize('NFD'),
  'é'.normalize('NFC'),
  'ﬁn',
  'ß',
  'İ',
  'ı',
  'ŉ',
  'ǰ',
  'Ω',
  'ﷺ',
  'K',
  'Å',
  '①',
  '𝓛𝓲𝓷𝓪',
  'Ｌｉｎａ',
  'Lіna',
  'ʼ',
  '‘’“”',
  `L${'\u0301'.repeat(60)}`,
  `Z${'\u0336\u0335'.repeat(30)}`,
]
const scriptsOfTheWorld = [
  'مرحبا',
  'שלום',
  'مرحبا Lina שלום',
  '你好',
  'नमस्ते',
  'สวัสดี',
  'Привет',
  'こんにちは',
  '안녕',
  'ᚠᚢᚦ',
  '𐍈',
  '𓀀',
]
const emoji = ['😀', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🇫🇷', '👍🏽', '1️⃣', '🧑🏿‍🦱', '❤️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '😀'.repeat(50)]

/** What a header would take for its end, for another one, or for words in another spelling (RFC 2047). */
export const headerWords: readonly string[] = [
  ...['\r\n', '\n', '\r', '%0d%0a', '\u2028', '\u0085', '\r\n\r\n', '\\r\\n'].flatMap((line) => [
    `Lina${line}Bcc: ${mark}@exemple.example`,
    `Lina${line}Set-Cookie: ${mark}=1`,
    `Lina${line}X-${mark}: 1`,
    `${line}.${line}QUIT`,
  ]),
  `=?utf-8?q?Lina=0D=0ABcc:_${mark}@exemple.example?=`,
  `=?utf-8?b?${btoa(`Lina\r\nX-${mark}: 1`)}?=`,
  `Lina =?iso-8859-1?Q?=0A=0AX?= =?utf-8?Q?${mark}?=`,
  `${'é'.repeat(40)} =?utf-8?q?${mark}?=`,
]
const addresses = [
  `lina@exemple.example,${mark}@exemple.example`,
  `lina@exemple.example\r\nRCPT TO:<${mark}@exemple.example>`,
  `"lina ${mark}"@exemple.example`,
  'lina@[127.0.0.1]',
  'lina@localhost',
  '<lina@exemple.example>',
  'lina@exemple..example',
  'lina@-exemple.example',
  'lina@xn--.example',
  `${'a'.repeat(65)}@exemple.example`,
  'lina@éxemple.example',
  '@exemple.example',
  'lina@',
]

/** What a spreadsheet would calculate. */
const formulas = ['=', '+', '-', '@', '\t=', '\r=', ' =', '＝', '"=', "'=", ';=', '\n='].flatMap((begin) => [
  `${begin}1+1`,
  `${begin}HYPERLINK("https://${mark}.example";"Lina")`,
  `${begin}cmd|' /C calc'!A0`,
])

/** Numbers and dates for fields that take words, and the other way round. */
const numbers = [
  '0',
  '-0',
  '-1',
  '1',
  '1e309',
  '-1e309',
  'NaN',
  'Infinity',
  '0x1F',
  '0b1',
  '1_000',
  '1,5',
  '1.5',
  '٣',
  '１２',
  '2147483648',
  '-2147483649',
  '9007199254740993',
  '9223372036854775808',
  '1'.repeat(400),
  '.',
  '-',
  '+',
  '00',
  '1e1',
  ' 19 ',
  '19;',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '[object Object]',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'then',
  'length',
]
const dates = [
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  '-000001-01-01',
  '+275760-09-14',
  '9999-12-31',
  '10000-01-01',
  '2026-11-31',
  '31/11/2026',
  '2026-11-26T25:00',
  '2026-11-26T10:00:60Z',
  '2026-11-26T10:00+99:99',
  '2026-W48',
  'demain',
  'now',
  'infinity',
  '-infinity',
  'epoch',
  '1582-10-10',
  '2026-03-29T02:30',
]

const paths = [
  '../../../../etc/passwd',
  '..\\..\\windows',
  '/etc/passwd',
  '%2e%2e%2f',
  '%252e%252e',
  'C:\\',
  '\\\\serveur\\partage',
  'file:///etc/passwd',
  '.',
  '..',
  '/',
  '//',
  'con',
  'nul',
  '%00',
  'a%00.csv',
  '.git/config',
  '%',
  '%zz',
  '%E0%A4%A',
]
const urls = [
  '//exemple.example',
  '/\\exemple.example',
  'https:exemple.example',
  'http://127.0.0.1:22/',
  'http://[::1]/',
  'http://169.254.169.254/',
  'https://pro@exemple.example',
  'gopher://x',
  'javascript://%0a',
  '?suite=//exemple.example',
  '#',
  '#x',
  '?',
  '&a=b',
  'a=b&c=d',
]
const ids = [
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '{00000000-0000-0000-0000-000000000000}',
  '00000000-0000-0000-0000-00000000000g',
  "00000000-0000-0000-0000-000000000000'",
  '-1',
  'rien',
]
const huge = [200, 1000, 2001, 10_001, 60_000].flatMap((length) => ['a'.repeat(length), 'é'.repeat(length)])
const blanks = ['', '\n\n\n', '\t', '"', "'", '`', '""', "''", '\\"', ',', ';', '|', ':', '-', '--', '_', '«»', '…']

/** At least 400 of them, each once. */
export const hostileWords: readonly string[] = [
  ...new Set(
    [
      markup,
      queries,
      shells,
      patterns,
      controls,
      unseen,
      spaces,
      surrogates,
      outliers,
      letters,
      scriptsOfTheWorld,
      emoji,
      headerWords,
      addresses,
      formulas,
      numbers,
      dates,
      paths,
      urls,
      ids,
      huge,
      blanks,
    ].flat(),
  ),
]

/** The words for one field: spread over all families, the same on every day; all of them with FUZZ=all. */
export const hostileSample = (count: number): readonly string[] => {
  if (process.env['FUZZ'] === 'all' || count >= hostileWords.length) return hostileWords
  return Array.from(
    { length: count },
    (_, place) => hostileWords[Math.floor((place * hostileWords.length) / count)] ?? '',
  )
}
