/** The password of every professional of the demo, shown on the start screen: it opens nothing but invented data. */
export const demoPassword = 'boussole-demo-42'

export interface DemoSignIn {
  readonly role: string
  readonly name: string
  readonly email: string
  readonly tryThis: string
}

/** Who to sign in as, and what to try: one of each role. */
export const demoSignIns: readonly DemoSignIn[] = [
  {
    role: 'Référente, Loire',
    name: 'Amélie Garcin',
    email: 'amelie.garcin@premier-toit.example',
    tryThis: 'répondre à une demande de logement, noter un contact, réorienter',
  },
  {
    role: 'Suppléante, Loire',
    name: 'Lucie Chavanne',
    email: 'lucie.chavanne@ml-rives-de-loire.example',
    tryThis: 'recevoir à la place de Karim Belhadi, absent',
  },
  {
    role: 'Animatrice, Loire',
    name: 'Marion Delcasse',
    email: 'marion.delcasse@info-jeunes-loire.example',
    tryThis: 'voir les délais qui approchent et les demandes restées sans réponse',
  },
  {
    role: 'Animatrice régionale',
    name: 'Sylvie Grangeon',
    email: 'sylvie.grangeon@info-jeunes-aura.example',
    tryThis: 'voir toute la région Auvergne-Rhône-Alpes',
  },
  {
    role: 'Animation nationale',
    name: 'Antoine Verchère',
    email: 'antoine.verchere@boussole-nationale.example',
    tryThis: 'voir tous les territoires',
  },
  {
    role: 'Référente, La Réunion',
    name: 'Anaïs Bellonde',
    email: 'anais.bellonde@ml-bourbon-nord.example',
    tryThis: 'répondre avec un autre fuseau horaire et des délais en jours ouvrés',
  },
  {
    role: 'Animatrice, La Réunion',
    name: 'Mélissa Boyardin',
    email: 'melissa.boyardin@info-jeunes-reunion.example',
    tryThis: 'ne voir que le nord de La Réunion',
  },
]
