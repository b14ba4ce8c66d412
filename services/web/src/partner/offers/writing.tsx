import type { OfferView, ThemeOpen } from '@boussole/contracts'
import type { OfferingPartner } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import { Notice } from '../../components/blocks.tsx'
import { Agreement, Form, Submit } from '../../components/form.tsx'
import { valueOf } from '../../site/form.ts'
import type { FormState, Values } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { Differences } from './differences.tsx'
import type { ContentNames } from './differences.tsx'
import { offersFr } from './offers.fr.ts'
import { Missing } from './missing.tsx'
import { Preview } from './preview.tsx'
import { SettingsFields } from './settings.tsx'
import { missingIn, readContent } from './typed-offer.ts'
import { writingFr as words } from './writing.fr.ts'
import { DelayFields, NeedFields, WhoFields, WordsFields } from './writing-fields.tsx'
import { pickZone, ZonePicker } from './zone-picker.tsx'
import type { ZonesShown } from './zone-picker.tsx'

/** What is needed to write an offer: its partner, the themes of its territory, and the offer, where there is one. */
export interface Writing {
  readonly partner: OfferingPartner
  readonly themes: readonly ThemeOpen[]
  readonly zones: ZonesShown
  readonly offer: OfferView | null
  readonly names: ContentNames | null
}

/** Before any is looked up. */
export const noZones: ZonesShown = { chosen: [], covered: { communes: 0, population: 0 }, found: null }

/** The theme that the form is about. Refuses: `not-found`, where the territory has it no more. */
export const themeOf = ({ themes, offer }: Writing, values: Values): ThemeOpen => {
  const code = valueOf(values, 'theme')
  const theme = themes.find((each) => each.code === code) ?? themes.find((each) => each.code === offer?.theme.code)
  if (theme === undefined) throw new Refusal('not-found')
  return theme
}

/** What an act of writing is: one of these, or a button of the zones; without a name, the offer is proposed. */
const isGoingOn = (values: Values): boolean => ['apercu', 'theme', 'suite'].includes(valueOf(values, 'faire'))

/** What the form holds after a button that only goes on writing; undefined: it is sent. */
export const goneOn = (values: Values): Values | undefined =>
  pickZone(values) ?? (isGoingOn(values) ? values : undefined)

const Declared = ({ form, offer }: { form: FormState; offer: OfferView | null }) => {
  const declared = offer?.freeDeclared ?? null
  return (
    <section>
      <h2>{words.free.heading}</h2>
      {offer === null || declared === null ? (
        <Agreement form={form} name="gratuit" label={words.free.label} hint={words.free.hint} />
      ) : (
        <p>{words.free.declared(declared.by, offersFr.moment(declared.at.toString(), offer.timeZone))}</p>
      )}
    </section>
  )
}

/** The form of an offer, with its preview beside it. */
export const WritingForm = ({ visit, form, data }: { visit: Visit; form: FormState; data: Writing }) => {
  const { partner, themes, zones, offer } = data
  const theme = themeOf(data, form.values)
  const action = visit.href(visit.path)
  // Shown again by one of its buttons, or to be put right: what it holds is kept nowhere yet.
  const isUnsaved = form.errors.length > 0 || valueOf(form.values, 'faire') !== ''
  const missing = offer?.change === 'draft' && form.errors.length === 0 ? missingIn(form.values, theme, offer) : []
  return (
    <Form visit={visit} form={form} preview={words.preview.followed} isUnsaved={isUnsaved}>
      {/* What Enter presses in a field: nothing is sent by it. */}
      <button class="unseen" type="submit" name="faire" value="suite" tabIndex={-1} aria-hidden="true" />
      {offer !== null && <input type="hidden" name="vu" value={offer.seen} />}
      <Missing missing={missing} />
      <div class="writing">
        <div>
          <WordsFields form={form} />
          <NeedFields form={form} theme={theme} themes={themes} />
          <WhoFields form={form} theme={theme} />
          <ZonePicker form={form} zones={zones} territory={partner.territoryName} action={`${action}#champ-zone`} />
          <DelayFields form={form} />
          {(offer === null || offer.standing === 'draft') && (
            <section>
              <h2>{words.settings.section}</h2>
              <SettingsFields form={form} partner={partner} />
            </section>
          )}
          <Declared form={form} offer={offer} />
        </div>
        <div class="writing-preview">
          <Preview partner={partner} values={form.values} theme={theme} zones={zones.chosen} />
          <button
            class="button button-quiet button-small"
            type="submit"
            name="faire"
            value="apercu"
            formaction={`${action}#apercu`}
          >
            {words.preview.send}
          </button>
        </div>
      </div>
      <Submit label={words.propose} second={{ name: 'faire', value: 'brouillon', label: words.draft }} />
    </Form>
  )
}

/** Somebody else wrote since this form was opened: who, and what the form would change of theirs. */
export const EditedMeanwhile = ({ form, data }: { form: FormState; data: Writing }) => {
  const { offer, names } = data
  const seen = valueOf(form.values, 'vu')
  if (offer === null || names === null || seen === offer.seen) return null
  const [newest] = offer.versions
  const read = readContent(form.values, themeOf(data, form.values))
  return (
    <div class="summary-like" role="status">
      <Notice tone="alert" title={words.change.edited(newest?.author ?? null)}>
        <p>{'value' in read ? words.change.editedWords : words.change.editedIncomplete}</p>
      </Notice>
      {'value' in read && <Differences before={newest?.content ?? offer.content} after={read.value} names={names} />}
    </div>
  )
}

/** Where one goes once the offer is kept. */
export const doneOf = (id: string, propose: boolean): string =>
  `/offres/${id}?fait=${propose ? 'proposee' : 'brouillon'}`
