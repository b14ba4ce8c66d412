import { mark } from '@boussole/testing'
import { expect } from 'vitest'
import type { Seen, Visitor } from './test-web.ts'

// What the tests of hostile words have in common: the forms of a page, and what a page must never answer.

/** A form as a page shows it. */
export interface Form {
  readonly page: string
  readonly action: string
  readonly isPost: boolean
  /** The fields that take words. */
  readonly texts: readonly string[]
  /** The fields in which something is chosen, each once. */
  readonly choices: readonly string[]
  /** What the page shows in its other fields. */
  readonly others: Readonly<Record<string, string>>
}

const attribute = (tag: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
const unescaped = (text: string): string =>
  text
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")

const wordFields = /<textarea[^>]*>|<input(?![^>]*type="(?:hidden|checkbox|radio|file|submit)")[^>]*>/g

/** The forms of a page. */
export const formsIn = (page: string, html: string): Form[] =>
  [...html.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => {
    const [tag = ''] = /<form[^>]*>/.exec(form) ?? []
    const chosen = [...form.matchAll(/<input[^>]*type="(?:checkbox|radio)"[^>]*checked[^>]*>/g)].map(([input]) => input)
    const selects = [...form.matchAll(/<select[^>]*>[\s\S]*?<\/select>/g)].map(([select]) => {
      const options = [...select.matchAll(/<option[^>]*>/g)].map(([option]) => option)
      const option = options.find((one) => one.includes(' selected')) ?? options.at(-1) ?? ''
      return [attribute(select, 'name'), unescaped(attribute(option, 'value'))] as const
    })
    return {
      page,
      action: unescaped(attribute(tag, 'action')) || page,
      isPost: /method="post"/i.test(tag),
      texts: [...form.matchAll(wordFields)].map(([field]) => attribute(field, 'name')).filter((name) => name !== ''),
      choices: [
        ...new Set(
          [...form.matchAll(/<input[^>]*type="(?:checkbox|radio)"[^>]*>|<select[^>]*>/g)].map(([field]) =>
            attribute(field, 'name'),
          ),
        ),
      ],
      others: Object.fromEntries([
        ...selects,
        ...chosen.map((input) => [attribute(input, 'name'), unescaped(attribute(input, 'value'))] as const),
      ]),
    }
  })

/** One address of a kind stands for all: ids, numbers and tokens apart. */
export const kindOf = (address: string): string =>
  address.replace(/[?#].*$/, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{2,}|[\w-]{40,}/g, ':x')

/** Where the links of a page lead, on this site. */
export const linksIn = (html: string): string[] =>
  [...html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, href = '']) => unescaped(href).replace(/#.*$/, ''))

/** What would end the visit, or take away what the others need. */
export const ends = /deconnexion|sessions|depart|fermeture|effacement|retrait|local|mot-de-passe|lien$/

/** Every form that this visitor meets by following links from here, each kind once. */
export const formsFrom = async (visitor: Visitor, starts: readonly string[]): Promise<Form[]> => {
  const kinds = new Set(starts.map(kindOf))
  const forms = new Map<string, Form>()
  const pages = [...starts]
  for (let at = 0; at < pages.length && at < 150; at += 1) {
    const page = pages[at] ?? ''
    const seen = await visitor.get(page)
    expect({ page, isFault: seen.status >= 500 }).toEqual({ page, isFault: false })
    for (const form of formsIn(page, seen.html)) {
      const name = `${kindOf(form.action)} ${form.texts.join()}`
      if (form.texts.length > 0 && !forms.has(name) && !ends.test(form.action)) forms.set(name, form)
    }
    for (const link of [...linksIn(seen.html), seen.location].filter(
      (href) => href.startsWith('/') && !ends.test(href),
    )) {
      if (kinds.has(kindOf(link))) continue
      kinds.add(kindOf(link))
      pages.push(link)
    }
  }
  return [...forms.values()]
}

/** Tags and what stands in them, the values of their attributes apart: words belong into neither. */
const showsAsMarkup = (html: string): boolean =>
  new RegExp(`<[^<>]*${mark}[^<>]*>`).test(html.replaceAll(/"[^"]*"/g, '""').replaceAll(/<!--[\s\S]*?-->/g, '<!---->'))

/** An address of the page would lead a browser out of the site, or into a program. */
const leadsAway = (html: string): boolean =>
  /\s(?:href|src|action|formaction)="(?:\s*(?:javascript|data|vbscript):|[/\\]{2})/i.test(html)

/** What is wrong with an answer to hostile words: it failed, obeyed, or let words out of their place. */
const faultOf = (told: string, seen: Seen): string | undefined => {
  const { status, html, headers, location } = seen
  // Held back, a page answers nothing that could be looked at.
  if (status >= 500 || status === 429) return `${told}: ${status}`
  const isPage = JSON.stringify(headers['content-type'] ?? '').includes('html')
  if (isPage && showsAsMarkup(html)) return `${told}: shown as markup`
  if ((isPage && leadsAway(html)) || !/^(?:$|\/(?![/\\]))/.test(location)) return `${told}: leads away`
  const names = Object.keys(headers).some((name) => name.includes(mark))
  const cookies = [headers['set-cookie']].flat().some((cookie) => typeof cookie === 'string' && cookie.startsWith(mark))
  return names || cookies ? `${told}: became a header` : undefined
}

/** Far fewer than one address may ask for in a minute. */
const pagesFromOneAddress = 200

/** What was wrong with any answer that the visitors under watch were given. */
export interface Watch {
  readonly faults: readonly string[]
  /** Pages asked for and forms sent so far. */
  readonly sent: () => number
  /** This visitor under watch, from ever new addresses, so that nothing is held back. */
  readonly over: (visitor: Visitor) => Visitor
}

export const watchFaults = (): Watch => {
  const faults: string[] = []
  let sent = 0
  const over = (visitor: Visitor): Visitor => {
    let own = 0
    const note = (told: string, seen: Seen): Seen => {
      sent += 1
      own += 1
      if (own % pagesFromOneAddress === 0) visitor.move()
      const fault = faultOf(told.slice(0, 400), seen)
      if (fault !== undefined) faults.push(fault)
      return seen
    }
    const get = async (path: string): Promise<Seen> => note(path, await visitor.get(path))
    return {
      ...visitor,
      get,
      post: async (path, fields = {}) => note(`${path} ${JSON.stringify(fields)}`, await visitor.post(path, fields)),
      follow: async (seen) => {
        let last = seen
        while (last.location !== '') last = await get(last.location)
        return last
      },
    }
  }
  return { faults, sent: () => sent, over }
}
