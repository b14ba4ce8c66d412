import { z } from 'zod'
import { againName, valueOf } from '../site/form.ts'
import type { FormState, Values } from '../site/form.ts'
import type { Safe } from '../site/safe.ts'

/** The field in which a page carries, sealed, what somebody typed before their session ended. */
const fieldName = 'saisie'

/** How long it is good, in seconds: a page left open in the evening still has it the next morning. */
const goodSeconds = 24 * 3600
/** Characters of the seal: with address and password beside it, it is sent once more within what a form may hold. */
const longest = 48 * 1024

/** What somebody typed, whose it is, and the page of its form. */
interface Typed {
  readonly userId: string
  /** With its query. */
  readonly path: string
  readonly values: Values
  /** A file was to go with it: that is not carried. */
  readonly hadFile: boolean
}

const shape = z.object({
  userId: z.uuid(),
  path: z.string(),
  values: z.record(z.string(), z.array(z.string())),
  hadFile: z.boolean(),
})

/** Seals what somebody typed; undefined: it is too long. */
export const sealTyped = async (typed: Typed, safe: Safe): Promise<string | undefined> => {
  const sealed = await safe.seal(fieldName, typed, goodSeconds)
  return sealed.length > longest ? undefined : sealed
}

/** What was sealed; undefined when it is not ours, too old, somebody else's, or of another page. */
export const openTyped = async (
  sealed: string,
  { userId, path }: Pick<Typed, 'userId' | 'path'>,
  safe: Safe,
): Promise<Typed | undefined> => {
  const { data } = shape.safeParse(await safe.open(fieldName, sealed))
  return data?.userId === userId && data.path === path ? data : undefined
}

/** What is typed in a form, without what proves where it comes from. */
export const typedIn = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !['csrf', againName, fieldName].includes(name)))

/** What is carried, still sealed; empty: nothing. */
export const carriedIn = (values: Values): string => valueOf(values, fieldName)

/** Does this form carry what was typed before a session ended? */
export const carriesTyped = (values: Values): boolean => carriedIn(values) !== ''

/** Carries on what the form carries, where it does. */
export const CarriedField = ({ form: { values } }: { form: Pick<FormState, 'values'> }) =>
  carriesTyped(values) ? <input type="hidden" name={fieldName} value={carriedIn(values)} /> : null

/** A form that carries no more than this. */
export const carrying = (sealed: string): Values => ({ [fieldName]: [sealed] })
