import { iconMarkup } from '../site/assets.ts'

/** Every drawing of the site: a file in assets/icons. */
export const iconNames = [
  'arrow-left',
  'arrow-right',
  'book',
  'briefcase',
  'bus',
  'calendar',
  'chart',
  'check',
  'clock',
  'compass',
  'cross',
  'download',
  'flag',
  'heart',
  'home',
  'info',
  'mail',
  'pencil',
  'people',
  'phone',
  'pin',
  'search',
  'shield',
  'star',
  'swap',
  'trash',
  'warning',
] as const

export type IconName = (typeof iconNames)[number]

/** A drawing beside words that say the same: it is never read aloud. */
export const Icon = ({ name }: { name: IconName }) => (
  // The markup is a file of ours.
  <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: iconMarkup.get(name) ?? '' }} />
)

/** The mark of the Boussole: a compass that points at you. */
export const CompassMark = () => (
  <svg class="mark" viewBox="0 0 64 64" width="40" height="40" aria-hidden="true" focusable="false">
    <circle class="mark-rim" cx="32" cy="32" r="30" />
    <circle class="mark-face" cx="32" cy="32" r="22" />
    <path class="mark-needle" d="M44 20 36 36 28 28z" />
    <path class="mark-tail" d="M20 44l8-16 8 8z" />
    <circle class="mark-face" cx="32" cy="32" r="3" />
  </svg>
)
