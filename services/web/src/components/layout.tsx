import type { ComponentChildren } from 'preact'
import { assetPath } from '../site/assets.ts'
import { prefixOf } from '../site/language.ts'
import type { Visit } from '../site/visit.tsx'
import { CompassMark, Icon } from './icon.tsx'

/** The frame of every page; `links` at its top, `foot` at its end, `banner` under its top, `sheet` a style sheet besides the site's. */
export const Frame = ({
  visit,
  title,
  links,
  banner = null,
  foot,
  sheet,
  children,
}: {
  visit: Visit
  title: string
  links: ComponentChildren
  banner?: ComponentChildren
  foot: ComponentChildren
  sheet?: 'professional.css'
  children: ComponentChildren
}) => {
  const { words, href, language } = visit
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · ${words.name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#fbf6ee" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#101817" media="(prefers-color-scheme: dark)" />
        <meta name="description" content={words.description} />
        <link rel="stylesheet" href={assetPath('style.css')} />
        {sheet !== undefined && <link rel="stylesheet" href={assetPath(sheet)} />}
        <link rel="icon" href={assetPath('compass.svg')} type="image/svg+xml" />
        <script type="module" src={assetPath('enhance.js')} />
      </head>
      <body>
        <a class="skip" href="#contenu">
          {words.skip}
        </a>
        <header class="top">
          <div class="top-inner">
            <a class="brand" href={href('/')} aria-label={words.home}>
              <CompassMark />
              <span>{words.name}</span>
            </a>
            <nav class="top-links" aria-label={words.navigation}>
              {links}
            </nav>
          </div>
          {banner}
        </header>
        <main id="contenu" tabIndex={-1}>
          {children}
        </main>
        <footer class="foot">
          <div class="foot-inner">{foot}</div>
        </footer>
      </body>
    </html>
  )
}

/** The frame of young people's pages. */
export const Layout = ({ visit, title, children }: { visit: Visit; title: string; children: ComponentChildren }) => {
  const { words, href } = visit
  const other = words.otherLanguage
  return (
    <Frame
      visit={visit}
      title={title}
      links={
        <>
          <a href={href('/suivi')}>{words.track}</a>
          <a href={`${prefixOf[other.code]}${visit.path}`} lang={other.code} hreflang={other.code}>
            {other.name}
          </a>
        </>
      }
      banner={
        visit.kiosk && (
          <div class="kiosk">
            <div class="kiosk-inner">
              <Icon name="people" />
              <span>{words.kiosk.words}</span>
              <a href={href('/relais/fin')}>{words.kiosk.end}</a>
            </div>
          </div>
        )
      }
      foot={
        <>
          <p>{words.footer.words}</p>
          <nav aria-label={words.footer.label}>
            <a href={href('/donnees')}>{words.footer.data}</a>
            <a href={href('/relais')}>{words.footer.relay}</a>
          </nav>
        </>
      }
    >
      {children}
    </Frame>
  )
}
