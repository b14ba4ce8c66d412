import type { CharterClause, CharterText } from '@boussole/contracts'
import { agreementsFr } from './agreements.fr.ts'

const words = agreementsFr.text

const Clauses = ({ id, title, clauses }: { id: string; title: string; clauses: readonly CharterClause[] }) => (
  <section aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {clauses.map(({ heading, words: sentences }) => (
      <div key={heading}>
        <h3>{heading}</h3>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    ))}
  </section>
)

/** The whole text of a charter, as it is signed. */
export const CharterWords = ({ text }: { text: CharterText }) => (
  <article class="charter">
    <p>
      <strong>{text.title}</strong> ({text.version})
    </p>
    {text.preamble.map((sentence) => (
      <p key={sentence}>{sentence}</p>
    ))}
    <Clauses id="structure" title={words.partner} clauses={text.partner} />
    <Clauses id="animation" title={words.animation} clauses={text.animation} />
    <section aria-labelledby="duree">
      <h2 id="duree">{words.closing}</h2>
      {text.closing.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  </article>
)
