import type { Block, Words } from './blocks.ts'
import { nbsp } from './words.ts'

/** The plain-text reading of a mail: the same words in the same order as its HTML, addresses written out. */
export const asText = ({ blocks, footer }: { blocks: readonly Block[]; footer: string }): string =>
  `${['Boussole', ...blocks.map(part), `-- \n${footer}`].join('\n\n')}\n`

const part = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return sentence(block.words)
    case 'button':
      return `${block.label}${nbsp}:\n${block.url}`
    case 'details':
      return block.lines
        .map(([label, value]) => `${label}${/[?!:]$/.test(label) ? '' : `${nbsp}:`} ${value}`)
        .join('\n')
    case 'quote':
      return block.text
        .split(/\r\n?|\n/)
        .map((line) => `> ${line}`)
        .join('\n')
    case 'list':
      return block.items.map((words) => `- ${sentence(words)}`).join('\n')
  }
}

const sentence = (words: readonly Words[]): string => words.map(word).join('')

const word = (run: Words): string => {
  if (typeof run === 'string') return run
  return 'strong' in run ? run.strong : `${run.link}${nbsp}: ${run.url}`
}
