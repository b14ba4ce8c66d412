import { findQuestionnaire, lockQuestionnaire, transact } from '@boussole/db'
import type { QuestionnaireOf, QuestionnaireView, Reader, Tx } from '@boussole/db'
import { mayAct, maySee, Refusal, standingsInNation } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { actOnTerritory, readTerritory } from './acting-on-territories.ts'
import type { Deps } from './deps.ts'

/** A questionnaire for who may write it: a territory's for who watches it, a national model for the nation. Refuses: `not-found`. */
export const readQuestionnaire = async (
  of: QuestionnaireOf,
  professional: Professional,
  reader: Reader,
): Promise<QuestionnaireView> => {
  if (of.territoryId !== null) await readTerritory(of.territoryId, professional, reader)
  else if (!maySee('national-model', standingsInNation(professional))) throw new Refusal('not-found')
  const view = await findQuestionnaire(reader, of)
  if (view === undefined) throw new Refusal('not-found')
  return view
}

/** One act on a questionnaire, which is kept from changing meanwhile. */
export interface QuestionnaireActing {
  readonly tx: Tx
  readonly questionnaireId: string
  readonly view: QuestionnaireView
}

/** One act on a questionnaire, in one transaction. Refuses: as `readQuestionnaire`, `not-allowed`; what the act refuses. */
export const actOnQuestionnaire = <Result>(
  { of, professional }: { readonly of: QuestionnaireOf; readonly professional: Professional },
  deps: Pick<Deps, 'db'>,
  act: (acting: QuestionnaireActing) => Promise<Result>,
): Promise<Result> => {
  const actIn = async (tx: Tx): Promise<Result> => {
    await readQuestionnaire(of, professional, tx)
    const questionnaireId = await lockQuestionnaire(tx, of)
    // Read once it is locked: another act may have written meanwhile.
    return act({ tx, questionnaireId, view: await readQuestionnaire(of, professional, tx) })
  }
  if (of.territoryId !== null) {
    return actOnTerritory({ territoryId: of.territoryId, professional }, deps, ({ tx }) => actIn(tx))
  }
  return transact(deps.db, async (tx) => {
    await readQuestionnaire(of, professional, tx)
    if (!mayAct('national-model', standingsInNation(professional))) throw new Refusal('not-allowed')
    return actIn(tx)
  })
}
