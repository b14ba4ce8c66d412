import type { Block, Words } from './blocks.ts'
import type { MailLanguage } from './mail-definition.ts'
import { nbsp } from './words.ts'

/** The plain-text reading of a mail: the same words in the same order as its HTML, addresses written out. */
export const asText = ({
  blocks,
  footer,
  language,
}: {
  readonly blocks: readonly Block[]
  readonly footer: string
  readonly language: MailLanguage
}): string => {
  // French typography wants a no-break space before a colon.
  const colon = language === 'fr' ? `${nbsp}:` : ':'
  return `${['Boussole', ...blocks.map((block) => part(block, colon)), `-- \n${footer}`].join('\n\n')}\n`
}

const part = (block: Block, colon: string): string => {
  switch (block.kind) {
    case 'paragraph':
      return sentence(block.words, colon)
    case 'button':
      return `${block.label}${colon}\n${block.url}`
    case 'details':
      return block.lines.map(([label, value]) => `${label}${/[?!:]$/.test(label) ? '' : colon} ${value}`).join('\n')
    case 'quote':
      return block.text
        .split(/\r\n?|\n/)
        .map((line) => `> ${line}`)
        .join('\n')
    case 'list':
      return block.items.map((words) => `- ${sentence(words, colon)}`).join('\n')
  }
}

const sentence = (words: readonly Words[], colon: string): string => words.map((run) => word(run, colon)).join('')

const word = (run: Words, colon: string): string => {
  if (typeof run === 'string') return run
  return 'strong' in run ? run.strong : `${run.link}${colon} ${run.url}`
}
