import type { InfoJeunes } from '@boussole/contracts'
import type { ComponentChildren } from 'preact'
import type { Visit } from '../site/visit.tsx'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'

/** The way back, above the heading. */
export const BackLink = ({ href, label }: { href: string; label: string }) => (
  <a class="back" href={href}>
    <Icon name="arrow-left" />
    <span>{label}</span>
  </a>
)

/** How far somebody has come. */
export const Progress = ({ step, steps, words }: { step: number; steps: number; words: string }) => (
  <div class="progress">
    <p>{words}</p>
    <progress max={steps} value={step} aria-label={words} />
  </div>
)

/** A few words that stand out: a good news, a warning, something to know. */
export const Notice = ({
  tone,
  title,
  children,
}: {
  tone: 'good' | 'info' | 'alert'
  title?: string
  children: ComponentChildren
}) => (
  <div class={`notice notice-${tone}`}>
    <Icon name={tone === 'good' ? 'check' : tone === 'info' ? 'info' : 'warning'} />
    <div>
      {title !== undefined && <p class="notice-title">{title}</p>}
      {children}
    </div>
  </div>
)

/** What has just been done, told at once to whoever hears the page. */
export const Done = ({ words }: { words: string }) => (
  <div role="status">
    <Notice tone="good">
      <p>{words}</p>
    </Notice>
  </div>
)

/** Where one can go from here, one under the other, large enough for a thumb. */
export const LinkCards = ({
  links,
  isApart = false,
}: {
  links: readonly { readonly href: string; readonly label: string; readonly icon: IconName }[]
  /** They open beside this page, which stays; their labels say so. */
  isApart?: boolean
}) => (
  <ul class="links">
    {links.map(({ href, label, icon }) => (
      <li key={href}>
        <a class="link-card" href={href} {...(isApart ? { target: '_blank' } : {})}>
          <Icon name={icon} />
          <span>{label}</span>
          <Icon name="arrow-right" />
        </a>
      </li>
    ))}
  </ul>
)

/** The way back from a page that asks whether one is sure. */
export const StayLink = ({ href, label }: { href: string; label: string }) => (
  <p class="stay">
    <a href={href}>{label}</a>
  </p>
)

/** Opens a mail to this address; what a mail program would read as more headers is part of the address. */
export const mailTo = (email: string): string => `mailto:${encodeURIComponent(email).replace('%40', '@')}`

/** A promise with its date: the thing to read first on an offer. */
export const PromiseDate = ({ words, date }: { words: string; date: string }) => (
  <p class="promise">
    <Icon name="calendar" />
    <span>
      {words} <strong>{date}</strong>
    </span>
  </p>
)

/** A link that looks like the button it leads like. */
export const ButtonLink = ({
  href,
  label,
  icon,
  quiet = false,
}: {
  href: string
  label: string
  icon?: IconName
  quiet?: boolean
}) => (
  <a class={quiet ? 'button button-quiet' : 'button'} href={href}>
    <span>{label}</span>
    {icon !== undefined && <Icon name={icon} />}
  </a>
)

/** Somebody to turn to, always. */
export const InfoJeunesCard = ({ visit, near }: { visit: Visit; near: InfoJeunes | null }) => {
  const words = visit.words.infoJeunes
  return (
    <aside class="info-jeunes">
      <h2>{words.title}</h2>
      <p>{near === null ? words.anywhere : words.words}</p>
      {near !== null && (
        <>
          <p>
            <strong>{near.name}</strong>
            {near.address !== null && (
              <>
                <br />
                {near.address}
              </>
            )}
          </p>
          <p class="info-jeunes-ways">
            {near.phone !== null && (
              <a href={`tel:${near.phone.replaceAll(/[^+\d]/g, '')}`}>
                <Icon name="phone" />
                <span>{words.call(near.phone)}</span>
              </a>
            )}
            {near.email !== null && (
              <a href={mailTo(near.email)}>
                <Icon name="mail" />
                <span>{words.write(near.email)}</span>
              </a>
            )}
          </p>
        </>
      )}
    </aside>
  )
}

/** Label and value, one under the other on a phone; `action` changes the value. */
export const Facts = ({
  facts,
}: {
  facts: readonly {
    readonly label: string
    readonly value: ComponentChildren
    readonly lang?: string | undefined
    readonly action?: { readonly href: string; readonly label: string; readonly about: string }
  }[]
}) => (
  <dl class="facts">
    {facts.map(({ label, value, lang, action }) => (
      <div class="fact" key={label}>
        <dt {...(lang === undefined ? {} : { lang })}>{label}</dt>
        <dd {...(lang === undefined ? {} : { lang })}>{value}</dd>
        {action !== undefined && (
          <dd class="fact-action">
            <a href={action.href}>
              {action.label} <span class="unseen">{action.about}</span>
            </a>
          </dd>
        )}
      </div>
    ))}
  </dl>
)
