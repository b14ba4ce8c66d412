import type { ComponentChildren, JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Block, Words } from './blocks.ts'
import type { MailLanguage } from './mail-definition.ts'

type Letter = {
  readonly subject: string
  readonly blocks: readonly Block[]
  readonly footer: string
  readonly language: MailLanguage
}

/** The HTML reading of a mail: one column, no image, nothing fetched from elsewhere, readable in the dark. */
export const asHtml = (letter: Letter): string => `<!doctype html>${renderToString(<Layout {...letter} />)}`

const fonts = 'font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif'

// Everything stands in the elements, for clients that drop style sheets; the sheet only adds the dark colours.
const style = {
  page: `margin:0;padding:0;background-color:#eef2f1;${fonts}`,
  outer: 'padding:16px 8px',
  sheet:
    'width:100%;max-width:600px;table-layout:fixed;border-collapse:separate;border-radius:8px;background-color:#ffffff',
  brand: 'padding:20px 24px 0;font-size:20px;line-height:28px;font-weight:700;color:#0b5d57',
  body: 'padding:8px 24px 16px;overflow-wrap:anywhere;font-size:17px;line-height:26px;color:#1c2423',
  footer: 'padding:16px 24px 20px;border-top:1px solid #cfd8d6;font-size:14px;line-height:21px;color:#4a5654',
  paragraph: 'margin:12px 0',
  button:
    'display:inline-block;padding:13px 24px;border-radius:6px;background-color:#0b5d57;color:#ffffff;font-weight:700;text-decoration:none',
  link: 'color:#0b5d57;text-decoration:underline',
  details: 'margin:16px 0',
  label: 'margin:10px 0 0;font-size:15px;line-height:22px;color:#4a5654',
  value: 'margin:0;white-space:pre-line',
  quote: 'margin:8px 0 16px;padding:4px 0 4px 14px;border-left:4px solid #0b5d57;white-space:pre-line',
  list: 'margin:12px 0;padding:0 0 0 22px',
  item: 'margin:8px 0',
} as const

const dark = `:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.page{background-color:#111615!important}
.sheet{background-color:#1c2423!important}
.body{color:#eef2f1!important}
.soft{color:#b4c1be!important;border-color:#3d4846!important}
.brand,.link{color:#7fd6cc!important}
.quote{border-color:#7fd6cc!important}
.button{background-color:#7fd6cc!important;color:#0c2421!important}
}`

const Layout = ({ subject, blocks, footer, language }: Letter) => (
  <html lang={language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <title>{subject}</title>
      <style>{dark}</style>
    </head>
    <body class="page" style={style.page}>
      <Table class="page" style="width:100%">
        <td align="center" style={style.outer}>
          <Table class="sheet" style={style.sheet}>
            <td lang={language} style="text-align:left">
              <div class="brand" style={style.brand}>
                Boussole
              </div>
              <div class="body" style={style.body}>
                {blocks.map((block) => (
                  <Part block={block} />
                ))}
              </div>
              <div class="soft" style={style.footer}>
                {footer}
              </div>
            </td>
          </Table>
        </td>
      </Table>
    </body>
  </html>
)

const Table = ({ children, ...looks }: { class: string; style: string; children: ComponentChildren }) => (
  <table role="presentation" cellPadding="0" cellSpacing="0" {...looks}>
    <tbody>
      <tr>{children}</tr>
    </tbody>
  </table>
)

const Part = ({ block }: { block: Block }): JSX.Element => {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p style={style.paragraph}>
          <Sentence words={block.words} />
        </p>
      )
    case 'button':
      return (
        <p style={style.paragraph}>
          <a class="button" href={block.url} style={style.button}>
            {block.label}
          </a>
        </p>
      )
    case 'details':
      return (
        <dl style={style.details}>
          {block.lines.map(([label, value]) => (
            <>
              <dt class="soft" style={style.label}>
                {label}
              </dt>
              <dd style={style.value}>{value}</dd>
            </>
          ))}
        </dl>
      )
    case 'quote':
      return (
        <blockquote class="quote" style={style.quote}>
          {block.text}
        </blockquote>
      )
    case 'list':
      return (
        <ul style={style.list}>
          {block.items.map((words) => (
            <li style={style.item}>
              <Sentence words={words} />
            </li>
          ))}
        </ul>
      )
  }
}

const Sentence = ({ words }: { words: readonly Words[] }) => <>{words.map(word)}</>

const word = (run: Words) => {
  if (typeof run === 'string') return run
  if ('strong' in run) return <strong>{run.strong}</strong>
  return (
    <a class="link" href={run.url} style={style.link}>
      {run.link}
    </a>
  )
}
