import type { ComponentChildren } from 'preact'
import type { FormError, FormState, Values } from '../site/form.ts'
import { againName, valueOf } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import { Icon } from './icon.tsx'

const idOf = (name: string): string => `champ-${name}`
const errorIdOf = (name: string): string => `erreur-${name}`
const hintIdOf = (name: string): string => `aide-${name}`

/** What is wrong with this field; undefined when nothing is. */
export const errorOf = (errors: readonly FormError[], name: string): string | undefined =>
  errors.find(({ field }) => field === name)?.message

const describedBy = (name: string, hasHint: boolean, hasError: boolean) => {
  const ids = [...(hasHint ? [hintIdOf(name)] : []), ...(hasError ? [errorIdOf(name)] : [])]
  return ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }
}

/** Everything to put right, at the top; it takes the focus, and each line leads to its field. */
export const ErrorSummary = ({ visit, errors }: { visit: Visit; errors: readonly FormError[] }) => {
  if (errors.length === 0) return null
  const [first] = errors
  const isWhole = errors.length === 1 && first?.field === ''
  return (
    <div class="summary" role="alert" tabIndex={-1} autofocus id="erreurs">
      <Icon name="warning" />
      <div>
        {!isWhole && <p class="summary-title">{visit.words.summary(errors.length)}</p>}
        <ul>
          {errors.map(({ field, message }) => (
            <li key={field}>{field === '' ? message : <a href={`#${idOf(field)}`}>{message}</a>}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** A form of ours: it sends to its own page, and proves where it comes from. */
export const Form = ({
  visit,
  form,
  action,
  preview,
  isUnsaved = false,
  carriesFile = false,
  children,
}: {
  visit: Visit
  form: FormState
  action?: string
  /** The form has a preview; these words say that it has followed. */
  preview?: string
  /** What it holds when it is shown is kept nowhere yet. */
  isUnsaved?: boolean
  /** It sends a file besides its fields. */
  carriesFile?: boolean
  children: ComponentChildren
}) => (
  <form
    method="post"
    action={visit.href(action ?? visit.path)}
    noValidate
    {...(carriesFile ? { enctype: 'multipart/form-data' as const } : {})}
    data-once
    {...(preview === undefined ? {} : { 'data-preview': preview })}
    {...(isUnsaved ? { 'data-unsaved': true } : {})}
  >
    <input type="hidden" name="csrf" value={form.csrf} />
    {form.isAgain === true && <input type="hidden" name={againName} value="oui" />}
    {children}
  </form>
)

interface FieldParts {
  readonly name: string
  readonly label: string
  readonly hint?: string
  /** Said after the label of what may be left empty. */
  readonly optional?: string
}

const FieldLabel = ({ name, label, optional }: FieldParts) => (
  <label for={idOf(name)}>
    {label} {optional !== undefined && <span class="optional">{optional}</span>}
  </label>
)

const Hint = ({ name, hint }: { name: string; hint: string | undefined }) =>
  hint === undefined ? null : (
    <p class="hint" id={hintIdOf(name)}>
      {hint}
    </p>
  )

/** What is wrong with a field, beside it. */
export const FieldFault = ({ name, error }: { name: string; error: string | undefined }) =>
  error === undefined ? null : (
    <p class="fault" id={errorIdOf(name)}>
      <Icon name="warning" />
      <span>{error}</span>
    </p>
  )

/** What is around a field: its label above, then what helps and what is wrong. */
const Field = ({
  form,
  children,
  ...field
}: FieldParts & { readonly form: Pick<FormState, 'errors'>; readonly children: ComponentChildren }) => {
  const error = errorOf(form.errors, field.name)
  return (
    <div class={error === undefined ? 'field' : 'field has-fault'}>
      <FieldLabel {...field} />
      <Hint name={field.name} hint={field.hint} />
      <FieldFault name={field.name} error={error} />
      {children}
    </div>
  )
}

/** What its input tells assistive technology of a field. */
const saidOf = (form: Pick<FormState, 'errors'>, { name, hint }: FieldParts) => {
  const hasError = errorOf(form.errors, name) !== undefined
  return {
    ...(hasError ? { 'aria-invalid': 'true' as const } : {}),
    ...describedBy(name, hint !== undefined, hasError),
  }
}

type InputParts = FieldParts & {
  readonly form: Pick<FormState, 'values' | 'errors'>
  readonly type?: 'text' | 'email' | 'tel' | 'search' | 'date' | 'time'
  readonly inputMode?: 'numeric' | 'tel' | 'email'
  readonly autocomplete?: string
  readonly width?: 'short'
  /** The page is shown for it: one is led there, and types on. */
  readonly hasFocus?: boolean
}

/** One line to fill in. Its length is looked at when it is sent: browsers would cut what is pasted, and say nothing. */
export const TextField = ({
  form,
  type = 'text',
  inputMode,
  autocomplete,
  width,
  hasFocus = false,
  ...field
}: InputParts) => {
  const { name } = field
  return (
    <Field form={form} {...field}>
      <input
        class={width === 'short' ? 'input input-short' : 'input'}
        id={idOf(name)}
        name={name}
        type={type}
        list={undefined}
        autofocus={hasFocus}
        value={valueOf(form.values, name)}
        {...(inputMode === undefined ? {} : { inputMode })}
        {...(autocomplete === undefined ? {} : { autocomplete })}
        {...saidOf(form, field)}
      />
    </Field>
  )
}

/** A file to be sent; browsers forget it when the form comes back. */
export const FileField = ({
  form,
  accept,
  ...field
}: FieldParts & { readonly form: Pick<FormState, 'errors'>; readonly accept: string }) => (
  <Field form={form} {...field}>
    <input class="input" id={idOf(field.name)} name={field.name} type="file" accept={accept} {...saidOf(form, field)} />
  </Field>
)

/** A password: never shown again, whatever was wrong. */
export const PasswordField = ({
  form,
  isNew = false,
  ...field
}: FieldParts & {
  readonly form: Pick<FormState, 'errors'>
  /** One that is being chosen: browsers offer to make a good one. */
  readonly isNew?: boolean
}) => {
  const { name } = field
  return (
    <Field form={form} {...field}>
      <input
        class="input"
        id={idOf(name)}
        name={name}
        type="password"
        autocomplete={isNew ? 'new-password' : 'current-password'}
        {...saidOf(form, field)}
      />
    </Field>
  )
}

/** One of a long list: people look for it by its first letters. */
export const SelectField = ({
  form,
  choices,
  empty,
  ...field
}: FieldParts & {
  readonly form: Pick<FormState, 'values' | 'errors'>
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  /** What is shown before anything is chosen. */
  readonly empty: string
}) => {
  const { name } = field
  const chosen = valueOf(form.values, name)
  return (
    <Field form={form} {...field}>
      <select class="input" id={idOf(name)} name={name} {...saidOf(form, field)}>
        <option value="">{empty}</option>
        {choices.map(({ value, label }) => (
          <option key={value} value={value} selected={value === chosen}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** A few lines to fill in. */
export const TextArea = ({ form, ...field }: FieldParts & { readonly form: Pick<FormState, 'values' | 'errors'> }) => {
  const { name } = field
  return (
    <Field form={form} {...field}>
      <textarea class="input" id={idOf(name)} name={name} rows={4} {...saidOf(form, field)}>
        {/* A first line break is eaten by browsers: one more keeps what was typed. */}
        {`\n${valueOf(form.values, name)}`}
      </textarea>
    </Field>
  )
}

export interface Choice {
  readonly value: string
  readonly label: ComponentChildren
  readonly hint?: string
  /** Language of the words, where it is not the page's. */
  readonly lang?: string
}

const isChosen = (values: Values, name: string, value: string): boolean => values[name]?.includes(value) ?? false

/** One question with its answers, of which one or several may be chosen. `title` makes the question the page's heading. */
export const Choices = ({
  form,
  name,
  kind,
  legend,
  hint,
  choices,
  title = false,
  lang,
}: {
  readonly form: Pick<FormState, 'values' | 'errors'>
  readonly name: string
  readonly kind: 'one' | 'several'
  readonly legend: string
  readonly hint?: string | undefined
  readonly choices: readonly Choice[]
  readonly title?: boolean
  readonly lang?: string | undefined
}) => {
  const error = errorOf(form.errors, name)
  return (
    <fieldset
      class={error === undefined ? 'choices' : 'choices has-fault'}
      id={idOf(name)}
      tabIndex={-1}
      {...(lang === undefined ? {} : { lang })}
      {...describedBy(name, hint !== undefined, error !== undefined)}
    >
      <legend>{title ? <h1>{legend}</h1> : legend}</legend>
      <Hint name={name} hint={hint} />
      <FieldFault name={name} error={error} />
      {choices.map(({ value, label, hint: more, lang: own }, place) => (
        <label class="choice" key={value} {...(own === undefined ? {} : { lang: own })}>
          <input
            type={kind === 'one' ? 'radio' : 'checkbox'}
            name={name}
            value={value}
            id={`${idOf(name)}-${place}`}
            checked={isChosen(form.values, name, value)}
          />
          <span class="choice-words">
            <span>{label}</span>
            {more !== undefined && <span class="choice-hint">{more}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** One thing to agree to, or not. */
export const Agreement = ({
  form,
  name,
  label,
  hint,
}: {
  readonly form: Pick<FormState, 'values' | 'errors'>
  readonly name: string
  readonly label: string
  readonly hint?: string
}) => {
  const error = errorOf(form.errors, name)
  return (
    <div class={error === undefined ? 'field' : 'field has-fault'}>
      <FieldFault name={name} error={error} />
      <label class="choice">
        <input
          type="checkbox"
          id={idOf(name)}
          name={name}
          value="oui"
          checked={isChosen(form.values, name, 'oui')}
          {...(error === undefined ? {} : { 'aria-invalid': 'true' as const })}
          {...describedBy(name, hint !== undefined, error !== undefined)}
        />
        <span class="choice-words">
          <span>{label}</span>
          {hint !== undefined && (
            <span class="choice-hint" id={hintIdOf(name)}>
              {hint}
            </span>
          )}
        </span>
      </label>
    </div>
  )
}

/** A field that people do not see and machines fill in. */
export const honeypotName = 'site_web'
export const Honeypot = ({ label }: { label: string }) => (
  <div class="trap" aria-hidden="true">
    <label>
      {label}
      <input type="text" name={honeypotName} tabIndex={-1} autocomplete="off" />
    </label>
  </div>
)

/** What sends a form: the main button, and at times a second way on. */
export const Submit = ({
  label,
  icon = 'arrow-right',
  second,
}: {
  readonly label: string
  readonly icon?: 'arrow-right' | 'check' | 'search' | 'mail' | 'trash' | null
  readonly second?: { readonly name: string; readonly value: string; readonly label: string }
}) => (
  <div class="actions">
    <button class="button" type="submit">
      <span>{label}</span>
      {icon !== null && <Icon name={icon} />}
    </button>
    {second !== undefined && (
      <button class="button button-quiet" type="submit" name={second.name} value={second.value}>
        {second.label}
      </button>
    )}
  </div>
)

/** Words to look for, put in the address of the page: a list narrowed by them can be kept and shared. */
export const SearchBox = ({
  action,
  asked,
  words,
}: {
  readonly action: string
  readonly asked: string
  readonly words: { readonly search: string; readonly searchHint: string; readonly searchSend: string }
}) => (
  <form method="get" action={action} role="search" class="search">
    <TextField
      form={{ values: { q: [asked] }, errors: [] }}
      name="q"
      type="search"
      label={words.search}
      hint={words.searchHint}
    />
    <Submit label={words.searchSend} icon="search" />
  </form>
)
