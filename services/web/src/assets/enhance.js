// What pages gain where scripts run. Every page works without.

/** A form sends once, however often its button is pressed. A page shown again by "back" may send again. */
const sendOnce = (form) => {
  let isSending = false
  form.addEventListener('submit', (event) => {
    if (isSending) {
      event.preventDefault()
      return
    }
    isSending = true
    // "Back" cannot show again what was answered to a sending: it opens the address of the form in its place.
    if (form.action === location.href.split('#')[0]) history.replaceState(null, '')
    event.submitter?.setAttribute('aria-disabled', 'true')
  })
  const release = () => {
    isSending = false
    for (const button of form.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled')
  }
  addEventListener('pageshow', release)
  // After the browser's "stop", nobody says so: the server takes a second sending for the first.
  form.addEventListener('submit', () => setTimeout(release, 8000))
}

/** A button that copies words of the page, shown only where copying works. */
const copyWords = (button) => {
  const words = document.getElementById(button.dataset.copy)
  if (!navigator.clipboard || !words) return
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(words.textContent)
    button.textContent = button.dataset.copied
  })
}

/**
 * Communes appear while typing: an editable combobox with a list (WAI-ARIA Authoring Practices 1.2). Choosing one goes to
 * its page; sending the form as it stands works as without script.
 */
const suggestCommunes = (form) => {
  const input = form.querySelector('input[name=q]')
  const { communes: address, found } = form.dataset
  const words = JSON.parse(found)
  const list = document.createElement('ul')
  list.id = `${input.id}-liste`
  list.className = 'suggestions'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', form.querySelector('label').textContent)
  list.hidden = true
  const status = document.createElement('p')
  status.className = 'unseen'
  status.setAttribute('role', 'status')
  form.append(list, status)
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  })) {
    input.setAttribute(name, value)
  }

  let chosen = -1
  let asking
  let pause

  const optionsShown = () => [...list.children]
  const close = () => {
    clearTimeout(pause)
    asking?.abort()
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
    chosen = -1
  }
  const mark = (place) => {
    const options = optionsShown()
    chosen = (place + options.length) % options.length
    for (const [each, option] of options.entries()) option.setAttribute('aria-selected', String(each === chosen))
    input.setAttribute('aria-activedescendant', options[chosen].id)
    options[chosen].scrollIntoView({ block: 'nearest' })
  }
  const go = (option) => location.assign(`${form.getAttribute('action')}/${option.dataset.code}`)

  const show = (items, most) => {
    list.replaceChildren(
      ...items.slice(0, most).map(({ code, name, postalCodes, department, matchedName }, place) => {
        const option = document.createElement('li')
        option.id = `${list.id}-${place}`
        option.setAttribute('role', 'option')
        option.setAttribute('aria-selected', 'false')
        option.dataset.code = code
        const title = document.createElement('strong')
        title.textContent = matchedName ? `${name} (${matchedName})` : name
        const where = document.createElement('small')
        where.textContent = `${postalCodes[0] ?? ''}${postalCodes.length > 1 ? '…' : ''} · ${department.name}`
        option.append(title, where)
        return option
      }),
    )
    chosen = -1
    input.removeAttribute('aria-activedescendant')
    list.hidden = items.length === 0
    input.setAttribute('aria-expanded', String(items.length > 0))
    status.textContent = (words[items.length] ?? words.at(-1)).replace('2', items.length)
  }

  const ask = async () => {
    asking?.abort()
    const q = input.value.trim()
    if (q.length < 2) {
      close()
      return
    }
    asking = new AbortController()
    const { signal } = asking
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(q)}`, { signal })
      if (answer.ok) show((await answer.json()).items, /^\d{5}$/.test(q) ? 60 : 8)
      else close()
    } catch {
      // Typed on, or no network: the form itself still works.
      if (!signal.aborted) close()
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(pause)
    pause = setTimeout(ask, 150)
  })
  input.addEventListener('keydown', (event) => {
    const isOpen = !list.hidden
    if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      close()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!isOpen) return
      event.preventDefault()
      mark(event.key === 'ArrowDown' ? chosen + 1 : Math.max(chosen, 0) - 1)
    } else if (event.key === 'Enter' && isOpen && chosen >= 0) {
      event.preventDefault()
      go(optionsShown()[chosen])
    }
  })
  // The list takes no focus: a press on it must not take it from the field.
  list.addEventListener('mousedown', (event) => event.preventDefault())
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]')
    if (option) go(option)
  })
  input.addEventListener('blur', close)
}

/**
 * The counts of the inbox follow what happens, while the page is in sight; what somebody reads stays where it is. News
 * are told politely, with a link that shows them.
 */
const followCounts = (lists) => {
  const { counts: address, reload } = lists.dataset
  const words = JSON.parse(lists.dataset.words)
  const shown = new Map([...lists.querySelectorAll('[data-list]')].map((count) => [count.dataset.list, count]))
  const before = new Map([...shown].map(([list, count]) => [list, count.textContent]))
  const status = document.createElement('div')
  status.className = 'live'
  status.setAttribute('role', 'status')
  lists.after(status)
  let said = ''

  const tell = ({ counts, arrived }) => {
    for (const [list, count] of shown) count.textContent = String(counts[list])
    const hasChanged = [...before].some(([list, count]) => count !== String(counts[list]))
    const news =
      arrived === 1 ? words.one : arrived > 1 ? words.several.replace('2', arrived) : hasChanged ? words.changed : ''
    if (news === said) return
    said = news
    if (news === '') {
      status.replaceChildren()
      return
    }
    const link = document.createElement('a')
    link.href = reload
    link.textContent = words.reload
    const line = document.createElement('p')
    line.append(`${news} `, link)
    status.replaceChildren(line)
  }

  let source
  const follow = () => {
    if (document.hidden) {
      source?.close()
      source = undefined
      return
    }
    if (source) return
    source = new EventSource(address)
    source.addEventListener('comptes', ({ data }) => tell(JSON.parse(data)))
  }
  document.addEventListener('visibilitychange', follow)
  addEventListener('pagehide', () => {
    source?.close()
    source = undefined
  })
  addEventListener('pageshow', follow)
  follow()
}

/**
 * The preview of a form follows what is typed: what its button shows on a page of its own comes by itself, a moment after
 * the last key. It is told politely, and takes no focus.
 */
const followWriting = (form) => {
  const status = document.createElement('p')
  status.className = 'unseen'
  status.setAttribute('role', 'status')
  form.append(status)
  let asking
  let pause

  const ask = async () => {
    asking?.abort()
    asking = new AbortController()
    const { signal } = asking
    const body = new URLSearchParams(new FormData(form))
    body.set('faire', 'apercu')
    try {
      const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, signal })
      if (!answer.ok) return
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const fresh = page.getElementById('apercu')
      const shown = document.getElementById('apercu')
      if (!fresh || fresh.innerHTML === shown.innerHTML) return
      shown.replaceWith(document.adoptNode(fresh))
      status.textContent = form.dataset.preview
    } catch {
      // Typed on, or no network: the button still works.
    }
  }

  form.addEventListener('input', () => {
    clearTimeout(pause)
    status.textContent = ''
    pause = setTimeout(ask, 700)
  })
  form.addEventListener('submit', () => {
    clearTimeout(pause)
    asking?.abort()
  })
}

/**
 * A long form is not left unawares with what was typed: who goes elsewhere without sending it is asked by the browser.
 * Enter in a field does not send it either, but for the search, which it starts.
 */
const guardWriting = (form) => {
  let isUnsaved = 'unsaved' in form.dataset
  form.addEventListener('input', () => {
    isUnsaved = true
  })
  form.addEventListener('submit', () => {
    isUnsaved = false
  })
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.matches('input:not([type=search])')) event.preventDefault()
  })
  addEventListener('beforeunload', (event) => {
    if (isUnsaved) event.preventDefault()
  })
}

for (const form of document.querySelectorAll('form[data-preview]')) {
  followWriting(form)
  guardWriting(form)
}
for (const lists of document.querySelectorAll('[data-counts]')) followCounts(lists)
for (const form of document.querySelectorAll('form[data-once]')) sendOnce(form)
for (const form of document.querySelectorAll('form[data-communes]')) suggestCommunes(form)
for (const button of document.querySelectorAll('button[data-copy]')) copyWords(button)
// Where the browser does not move there by itself.
document.querySelector('[role=alert][autofocus]')?.focus()
