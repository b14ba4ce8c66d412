import { personName } from '@boussole/contracts'
import type { Signature } from '@boussole/contracts'
import { z } from 'zod'
import { Agreement, Submit, TextField } from '../components/form.tsx'
import { valueOf } from '../site/form.ts'
import type { FormError, FormState, Values } from '../site/form.ts'
import { agreementsFr } from './agreements.fr.ts'

const words = agreementsFr.sign

const role = z
  .string()
  .trim()
  .min(2)
  .max(120)
  .regex(/^[^\p{Cc}]*$/u)

/** A name and a function, as typed in the fields `nom` and `fonction`. */
export const readSignature = (
  values: Values,
  faults: { readonly nameMissing: string; readonly functionMissing: string },
): { readonly value: Signature } | { readonly errors: readonly FormError[] } => {
  const name = personName().min(2).safeParse(valueOf(values, 'nom'))
  const read = role.safeParse(valueOf(values, 'fonction'))
  if (name.success && read.success) return { value: { name: name.data, function: read.data } }
  return {
    errors: [
      ...(name.success ? [] : [{ field: 'nom', message: faults.nameMissing }]),
      ...(read.success ? [] : [{ field: 'fonction', message: faults.functionMissing }]),
    ],
  }
}

/** A signature that was given: a name, a function, and the box ticked. */
export const readSigned = (
  values: Values,
): { readonly value: Signature } | { readonly errors: readonly FormError[] } => {
  const read = readSignature(values, words)
  const errors = [
    ...('errors' in read ? read.errors : []),
    ...(valueOf(values, 'accord') === 'oui' ? [] : [{ field: 'accord', message: words.agreeMissing }]),
  ]
  return 'errors' in read || errors.length > 0 ? { errors } : read
}

/** What somebody fills in to sign. */
export const SigningFields = ({ form, agree }: { form: FormState; agree: string }) => (
  <>
    <TextField form={form} name="nom" label={words.name} hint={words.nameHint} autocomplete="name" />
    <TextField form={form} name="fonction" label={words.function} hint={words.functionHint} autocomplete="off" />
    <Agreement form={form} name="accord" label={agree} hint={agreementsFr.text.simple} />
    <Submit label={words.send} icon="check" />
  </>
)
