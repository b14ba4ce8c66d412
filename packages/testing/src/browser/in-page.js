// What tests ask of a page, inside the browser: each function is sent there as it stands.

const isUnseenOnPurpose = (element) => element.closest('.unseen, .trap, .skip:not(:focus), [hidden]') !== null

const isVisible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })

const nameOf = (element) => {
  const words = (element.textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 40)
  return `${element.tagName.toLowerCase()}${element.id && `#${element.id}`}.${element.className} "${words}"`
}

const holdsWords = (element) =>
  [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '')

/** Words that stick out of the window, or that their box cuts off. */
globalThis.layoutFaults = () => {
  const faults = []
  const page = document.documentElement
  if (page.scrollWidth > innerWidth) faults.push(`the page scrolls sideways: ${page.scrollWidth} > ${innerWidth}`)
  for (const element of document.body.querySelectorAll('*')) {
    if (isUnseenOnPurpose(element) || !isVisible(element)) continue
    const { left, right, width } = element.getBoundingClientRect()
    const sticksOut = width > 0 && (left < -0.5 || right > innerWidth + 0.5)
    if (sticksOut && (holdsWords(element) || element.matches('input, img, svg'))) {
      faults.push(`sticks out: ${nameOf(element)} ${left}–${right}`)
    }
    const { overflowX, overflowY } = getComputedStyle(element)
    // A field of one line lets its words be moved along, as they were typed.
    if (element.matches('input:not([readonly])')) continue
    const cuts = (overflow, inside, box) => ['hidden', 'clip'].includes(overflow) && inside > box + 1
    if (
      cuts(overflowX, element.scrollWidth, element.clientWidth) ||
      cuts(overflowY, element.scrollHeight, element.clientHeight)
    ) {
      faults.push(`cuts its words off: ${nameOf(element)}`)
    }
  }
  return faults
}

/** Small words by which sentences of one language are told from the other's; none that names of places and services hold. */
const foreignWords = {
  en: /(?<![\p{L}’'])(tu|ton|ta|tes|toi|nous|vous|votre|est|sont|sera|que|qui|quel|quelle|ne|pas|mon|mes|je|avec|pour|cette|ces|une|dans|sans|ou|où|à partir|aucune?)(?![\p{L}’'])/iu,
  fr: /(?<![\p{L}-])(the|you|your|and|is|are|with|of|this|that|we|they|them|please|will|not|have|has|what|when|where)(?![\p{L}-])/iu,
}

/** Elisions tell French too, but before a capital they belong to a name: Chalain-d’Uzore. */
const elision = /(?<!\p{L})[jlndtqcJLNDTQC]’(?=[aeiouhéê])/u

const isForeign = (words, language) => foreignWords[language]?.test(words) || (language === 'en' && elision.test(words))

const languageOf = (element) => element.closest('[lang]')?.lang ?? ''

/** Sentences in another language than the one their element says. */
globalThis.languageFaults = () => {
  const faults = []
  const check = (text, element) => {
    const language = languageOf(element)
    // A code is no words: the code of a link may hold "4Ne5".
    const words = text.replaceAll(/https?:\/\/\S+/gu, '')
    if (isForeign(words, language))
      faults.push(`not in ${language}: ${words.trim().replaceAll(/\s+/g, ' ').slice(0, 80)}`)
  }
  check(document.title, document.documentElement)
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { parentElement: element, data } = texts.currentNode
    if (!element.matches('script, style, template, code')) check(data, element)
  }
  for (const element of document.querySelectorAll('[aria-label], [alt], [placeholder], [title]')) {
    for (const name of ['aria-label', 'alt', 'placeholder', 'title']) check(element.getAttribute(name) ?? '', element)
  }
  return faults
}

const hasOutline = (element) => {
  const { outlineStyle, outlineWidth } = getComputedStyle(element)
  return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
}

/** What has the focus: is it the one meant, can it be seen that it has it, is it inside the window, not covered? */
globalThis.focusOn = (selector) => {
  const element = document.activeElement
  const marked = element.closest('.choice, .offer') ?? element
  const { left, right, top, bottom } = marked.getBoundingClientRect()
  const middle = document.elementFromPoint(
    Math.min(Math.max((left + right) / 2, 0), innerWidth - 1),
    (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
  )
  return {
    isMeant: element.matches(selector),
    isMarked: hasOutline(element) || hasOutline(marked),
    isInSight: middle !== null && (marked.contains(middle) || middle.contains(marked)),
    name: nameOf(element),
  }
}

/** What the forms of the page hold, their proofs apart. */
globalThis.formValues = () =>
  [...document.forms].flatMap((form) => [...new FormData(form)]).filter(([name]) => name !== 'csrf')

/** What the page weighed on its way here: what the browser had kept from an earlier page counts as well. */
globalThis.weight = () => {
  const sizes = (entries) => entries.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
  const html = sizes(performance.getEntriesByType('navigation'))
  const others = performance.getEntriesByType('resource')
  const css = sizes(others.filter(({ name }) => new URL(name).pathname.endsWith('.css')))
  return { html, css, whole: html + sizes(others) }
}
