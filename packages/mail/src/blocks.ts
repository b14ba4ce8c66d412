/**
 * What a mail is made of. A mail is written once, as blocks; its HTML (layout.tsx) and its plain text (plain-text.ts) are
 * two readings of the same blocks, so they never say different things.
 */
export type Block =
  | { readonly kind: 'paragraph'; readonly words: readonly Words[] }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | { readonly kind: 'details'; readonly lines: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly (readonly Words[])[] }

/** A run of words: plain, strong (a promise, a date), or a link. */
export type Words = string | { readonly strong: string } | { readonly link: string; readonly url: string }

/** A sentence or a few, in one paragraph. */
export const paragraph = (...words: readonly Words[]): Block => ({ kind: 'paragraph', words })

/** The one thing to do, large enough for a thumb. Throws when the address is not http or https. */
export const button = (label: string, url: string): Block => ({ kind: 'button', label, url: webAddress(url) })

/** Facts to read at a glance. A line whose value is null or empty is left out. */
export const details = (lines: readonly (readonly [label: string, value: string | null])[]): Block => ({
  kind: 'details',
  lines: lines.flatMap(([label, value]) => (value === null || value === '' ? [] : [[label, value] as const])),
})

/** Words of someone else, shown as theirs: never mistaken for ours. */
export const quote = (text: string): Block => ({ kind: 'quote', text })

/** Several things of the same kind. */
export const list = (items: readonly (readonly Words[])[]): Block => ({ kind: 'list', items })

/** Words that matter most in their sentence. */
export const strong = (text: string): Words => ({ strong: text })

/** A link inside a sentence. Throws when the address is not http or https. */
export const link = (label: string, url: string): Words => ({ link: label, url: webAddress(url) })

const unsafeInAddress = /[\s\p{Cc}\p{Cf}"'<>\\]/u

const webAddress = (url: string): string => {
  if (unsafeInAddress.test(url) || !URL.canParse(url) || !['http:', 'https:'].includes(new URL(url).protocol)) {
    throw new Error('A link in a mail must be an http or https address')
  }
  return url
}
