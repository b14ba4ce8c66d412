import type { DemoTerritory } from '../shapes.ts'
import { emploiInLaReunion } from '../themes/emploi.ts'
import { laReunionOffers } from './offers.ts'
import { laReunionPartners } from './partners.ts'

/** The north of La Réunion: another time zone, other public holidays, windows counted in working days. */
export const laReunionTerritory: DemoTerritory = {
  slug: 'la-reunion-nord',
  name: 'La Réunion, Nord',
  timeZone: 'Indian/Reunion',
  holidayZone: 'la-reunion',
  counting: 'working',
  regionCode: '04',
  communesOf: { epci: '249740119' },
  infoJeunes: {
    name: 'Info Jeunes La Réunion',
    phone: '06 39 98 97 00',
    email: 'bonjour@info-jeunes-reunion.example',
    address: '5 rue des Filaos, 97400 Saint-Denis',
    director: 'Rosemay Lauvergne, directrice',
  },
  themes: { emploi: emploiInLaReunion, mobilite: null },
  animators: [
    {
      key: 'melissa-boyardin',
      name: 'Mélissa Boyardin',
      email: 'melissa.boyardin@info-jeunes-reunion.example',
      watches: { territory: 'la-reunion-nord' },
    },
    {
      key: 'loic-fontanel',
      name: 'Loïc Fontanel',
      email: 'loic.fontanel@info-jeunes-reunion.example',
      watches: { region: '04' },
    },
  ],
  partners: laReunionPartners,
  offers: laReunionOffers,
}
