import type { ThemeOpen } from '@boussole/contracts'
import { Choices, SelectField, TextArea, TextField } from '../../components/form.tsx'
import type { FormState } from '../../site/form.ts'
import { criterionName, questionsOf } from './typed-offer.ts'
import { writingFr as words } from './writing.fr.ts'

interface FieldsParts {
  readonly form: FormState
  readonly theme: ThemeOpen
}

/** Title, description, place. */
export const WordsFields = ({ form }: Pick<FieldsParts, 'form'>) => (
  <section>
    <h2>{words.words.heading}</h2>
    <TextField form={form} name="titre" label={words.words.title} hint={words.words.titleHint} autocomplete="off" />
    <TextArea form={form} name="description" label={words.words.description} hint={words.words.descriptionHint} />
    <TextField
      form={form}
      name="lieu"
      label={words.words.place}
      hint={words.words.placeHint}
      optional={words.optional}
      autocomplete="off"
    />
  </section>
)

/** Theme and need; another theme has other needs and other questions, which a button brings. */
export const NeedFields = ({ form, theme, themes }: FieldsParts & { readonly themes: readonly ThemeOpen[] }) => (
  <section>
    <h2>{words.need.heading}</h2>
    <SelectField
      form={form}
      name="theme"
      label={words.need.theme}
      hint={words.need.refreshHint}
      empty={words.start.themeEmpty}
      choices={themes.map(({ code, name }) => ({ value: code, label: name }))}
    />
    <p>
      <button class="button button-quiet button-small" type="submit" name="faire" value="theme">
        {words.need.refresh}
      </button>
    </p>
    <Choices
      form={form}
      name="besoin"
      kind="one"
      legend={words.need.need}
      choices={theme.needs.map(({ code, name }) => ({ value: code, label: name }))}
    />
  </section>
)

/** Ages, and the answers accepted to each question of the theme. */
export const WhoFields = ({ form, theme }: FieldsParts) => {
  const questions = questionsOf(theme)
  return (
    <section>
      <h2>{words.who.heading}</h2>
      <div class="fields-row">
        <TextField form={form} name="age-min" label={words.who.ageMin} inputMode="numeric" width="short" />
        <TextField form={form} name="age-max" label={words.who.ageMax} inputMode="numeric" width="short" />
      </div>
      <p class="hint">{words.who.ageHint}</p>
      <h3>{words.who.criteria}</h3>
      <p class="hint">{questions.length === 0 ? words.who.noQuestions : words.who.criteriaLead}</p>
      {questions.map(({ code, label, answers }) => (
        <Choices
          key={code}
          form={form}
          name={criterionName(code)}
          kind="several"
          legend={label}
          choices={answers.map((answer) => ({ value: answer.code, label: answer.label }))}
        />
      ))}
    </section>
  )
}

const delays = [1, 2, 3, 4, 5, 6, 7]

/** The promise: how many days, and how they are counted. */
export const DelayFields = ({ form }: Pick<FieldsParts, 'form'>) => (
  <section>
    <h2>{words.delay.heading}</h2>
    <SelectField
      form={form}
      name="delai"
      label={words.delay.days}
      hint={words.delay.daysHint}
      empty={words.delay.daysEmpty}
      choices={delays.map((days) => ({ value: String(days), label: words.delay.day(days) }))}
    />
    <Choices
      form={form}
      name="compte"
      kind="one"
      legend={words.delay.counting}
      choices={[
        { value: 'calendar', label: words.delay.calendar },
        { value: 'working', label: words.delay.working, hint: words.delay.workingHint },
      ]}
    />
  </section>
)
