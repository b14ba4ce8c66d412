import type { Temporal } from 'temporal-polyfill'

/** An instant as the people of a territory say it: `lundi 23 novembre, 10:02`. */
export const frenchTime = (instant: Temporal.Instant, timeZone: string): string => {
  const day = instant.toLocaleString('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', timeZone })
  return `${day}, ${instant.toLocaleString('fr-FR', { hour: '2-digit', minute: '2-digit', timeZone })}`
}
