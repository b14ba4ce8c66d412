import { type Block, paragraph, strong } from './blocks.ts'
import { fr } from './words.ts'

/** The Info Jeunes structure nearest to the young person. */
export type InfoJeunes = { readonly name: string; readonly phone: string | null; readonly email: string | null }

/** Someone to turn to at once, always offered to a young person who waits. */
export const infoJeunesNearby = ({ name, phone, email }: InfoJeunes): Block => {
  const contacts = [phone, email].filter((contact) => contact !== null).join(' ou ')
  return paragraph(
    'Besoin d’aide tout de suite',
    fr` ? `,
    strong(name),
    contacts === '' ? ' est là pour toi.' : fr` est là pour toi : ${contacts}.`,
  )
}
