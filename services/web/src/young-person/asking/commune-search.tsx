import { Icon } from '../../components/icon.tsx'
import type { Visit } from '../../site/visit.tsx'
import { wordsIn } from './parts.ts'

/** Where somebody lives: a plain form; with the script, the communes appear while typing. */
export const CommuneSearch = ({
  visit,
  apiUrl,
  value = '',
  error,
}: {
  visit: Visit
  apiUrl: string
  value?: string
  error?: string
}) => {
  const words = wordsIn(visit.language)
  return (
    <form
      class="search"
      action={visit.href('/communes')}
      method="get"
      data-communes={`${apiUrl}/api/v1/communes`}
      data-found={JSON.stringify([0, 1, 2].map(words.home.suggestions))}
    >
      <div class={error === undefined ? 'field' : 'field has-fault'}>
        <label for="champ-q">{words.home.where}</label>
        <p class="hint" id="aide-q">
          {words.home.whereHint}
        </p>
        {error !== undefined && (
          <p class="fault" id="erreur-q">
            <Icon name="warning" />
            <span>{error}</span>
          </p>
        )}
        <div class="search-line">
          <input
            class="input"
            id="champ-q"
            name="q"
            type="text"
            value={value}
            autocomplete="off"
            spellcheck={false}
            enterKeyHint="search"
            aria-describedby={error === undefined ? 'aide-q' : 'aide-q erreur-q'}
            {...(error === undefined ? {} : { 'aria-invalid': 'true' as const })}
          />
          <button class="button" type="submit">
            <span>{words.home.search}</span>
            <Icon name="search" />
          </button>
        </div>
      </div>
    </form>
  )
}
