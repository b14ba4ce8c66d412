import type { DemoPartner } from '../shapes.ts'

export const laReunionPartners: readonly DemoPartner[] = [
  {
    key: 'mission-locale-bourbon',
    name: 'Mission locale Bourbon Nord',
    mailDomain: 'ml-bourbon-nord.example',
    roleInWords: 'Nous accompagnons les 16-25 ans de Saint-Denis, Sainte-Marie et Sainte-Suzanne vers l’emploi.',
    communeCode: '97411',
    address: '21 rue des Vacoas, 97400 Saint-Denis',
    phone: '06 39 98 97 10',
    director: 'Gilbert Nativoz, directeur',
    agreement: { beganDaysAgo: 210 },
    referents: [
      { key: 'anais-bellonde', name: 'Anaïs Bellonde', phone: '06 39 98 97 11', deputy: 'kevin-mardaye' },
      { key: 'kevin-mardaye', name: 'Kévin Mardaye', phone: '06 39 98 97 12', deputy: 'anais-bellonde' },
    ],
  },
  {
    key: 'case-a-projets',
    name: 'La Case à projets',
    mailDomain: 'case-a-projets.example',
    roleInWords: 'Un lieu où l’on passe d’une idée à une activité, ou d’une envie de départ à un billet d’avion.',
    communeCode: '97418',
    address: '9 chemin des Letchis, 97438 Sainte-Marie',
    phone: '06 39 98 97 20',
    director: 'Ketty Dormeuil, présidente',
    agreement: { beganDaysAgo: 140 },
    referents: [{ key: 'laurence-virapin', name: 'Laurence Virapin', phone: '06 39 98 97 21' }],
  },
  {
    key: 'roule-pei',
    name: 'Roule péi',
    mailDomain: 'roule-pei.example',
    roleInWords: 'Une auto-école associative et des vélos électriques prêtés, du littoral jusqu’aux hauts.',
    communeCode: '97420',
    address: '2 allée des Flamboyants, 97441 Sainte-Suzanne',
    phone: '06 39 98 97 30',
    director: 'Yannick Sautrel, directeur',
    agreement: { beganDaysAgo: 75 },
    referents: [{ key: 'johan-cadelis', name: 'Johan Cadélis', phone: '06 39 98 97 31' }],
  },
]
